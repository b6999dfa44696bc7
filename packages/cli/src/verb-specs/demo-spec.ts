import type { VerbSpec } from "../verb.ts";
import { OUTPUT_OPTION } from "./option-groups.ts";

export const demoSpec: VerbSpec = {
  name: "demo",
  summary: "the whole work on the small driver tree that comes along",
  usage: "[OPTIONS]",
  words: { min: 0, max: 0, missing: "" },
  options: { ...OUTPUT_OPTION },
  examples: ["kindred demo"],
  load: () => import("../verbs/demo.ts"),
};
