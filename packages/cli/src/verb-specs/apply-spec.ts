import type { VerbSpec } from "../verb.ts";
import { MAIL_OPTION, OUTPUT_OPTION, SOURCE_OPTIONS } from "./option-groups.ts";

export const applySpec: VerbSpec = {
  name: "apply",
  summary: "run a codemod over a tree: shows the diff, --write changes the files",
  usage: "CODEMOD PATH… [OPTIONS]",
  words: {
    min: 2,
    max: Number.POSITIVE_INFINITY,
    missing:
      "name a codemod and where to run it, as `kindred apply module-driver-macro drivers/leds`; `kindred doctor` lists the codemods",
  },
  options: {
    ...OUTPUT_OPTION,
    write: { type: "boolean", help: "change the files: all of them or none" },
    "allow-dirty": { type: "boolean", help: "write even when git has uncommitted changes there" },
    why: { type: "string", value: "FILE:LINE", help: "say why the codemod does nothing at that line" },
    ...SOURCE_OPTIONS,
    ...MAIL_OPTION,
  },
  examples: [
    "kindred apply devm-platform-ioremap-resource drivers/leds",
    "kindred apply module-driver-macro drivers --output out",
  ],
  load: () => import("../verbs/apply.ts"),
};
