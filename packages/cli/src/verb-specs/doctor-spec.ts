import type { VerbSpec } from "../verb.ts";

export const doctorSpec: VerbSpec = {
  name: "doctor",
  summary: "versions, grammar, compilers, kernel tree, configuration in force",
  usage: "[OPTIONS]",
  words: { min: 0, max: 0, missing: "" },
  options: { kernel: { type: "string", value: "TREE", help: "look at this kernel tree" } },
  examples: ["kindred doctor"],
  load: () => import("../verbs/doctor.ts"),
};
