import type { VerbSpec } from "../verb.ts";
import {
  BUILD_OPTIONS,
  FIND_OPTIONS,
  MAIL_OPTION,
  OUTPUT_OPTION,
  SELECTION_OPTIONS,
  SOURCE_OPTIONS,
} from "./option-groups.ts";

export const foldSpec: VerbSpec = {
  name: "fold",
  summary: "replace families by helpers: a series for git am, codemods and the ledger",
  usage: "PATH… --output OUT [OPTIONS]",
  words: { min: 0, max: Number.POSITIVE_INFINITY, missing: "" },
  options: {
    ...OUTPUT_OPTION,
    families: { type: "string", value: "FILE", help: "families.json of an earlier run, instead of paths" },
    ...FIND_OPTIONS,
    ...SELECTION_OPTIONS,
    strategy: {
      type: "string",
      multiple: true,
      value: "ID[,ID]",
      help: "only these strategies, as shared-function,callback",
    },
    ...SOURCE_OPTIONS,
    prove: {
      type: "boolean",
      help: "prove each patch, say in its mail what was shown, and try another shape where it falls short, leave out what fails",
    },
    "at-least": {
      type: "string",
      value: "LEVEL",
      choices: ["identical", "equivalent", "builds"],
      help: "with --prove, leave out what is shown less of (default: all that does not fail)",
    },
    ...BUILD_OPTIONS,
    ...MAIL_OPTION,
  },
  examples: [
    "kindred fold drivers/leds --output out",
    "kindred fold drivers/leds --prove --build ../build --output out",
    "kindred fold --families families.json --output out",
  ],
  load: () => import("../verbs/fold.ts"),
};
