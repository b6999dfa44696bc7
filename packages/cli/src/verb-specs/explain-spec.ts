import type { VerbSpec } from "../verb.ts";
import { FIND_OPTIONS, SOURCE_OPTIONS } from "./option-groups.ts";

export const explainSpec: VerbSpec = {
  name: "explain",
  summary: "show one family: members side by side, holes, what a fold would do",
  usage: "K-ID [PATH…] [OPTIONS]",
  words: {
    min: 1,
    max: Number.POSITIVE_INFINITY,
    missing: "name a family, as `kindred explain K-3fa9c1d2 drivers/leds`",
  },
  options: {
    families: { type: "string", value: "FILE", help: "families.json of an earlier run, instead of paths" },
    ...FIND_OPTIONS,
    ...SOURCE_OPTIONS,
  },
  examples: [
    "kindred explain K-3fa9c1d2 drivers/leds",
    "kindred explain K-3fa9c1d2 --families families.json",
  ],
  load: () => import("../verbs/explain.ts"),
};
