import type { VerbSpec } from "../verb.ts";
import { FIND_OPTIONS, SELECTION_OPTIONS, SOURCE_OPTIONS } from "./option-groups.ts";

export const FIND_FORMATS = ["text", "json", "ndjson", "sarif", "html", "markdown", "terse"] as const;
export type FindFormat = (typeof FIND_FORMATS)[number];

export const findSpec: VerbSpec = {
  name: "find",
  summary: "list families of similar driver code, best payoff first",
  usage: "PATH… [OPTIONS]",
  words: {
    min: 1,
    max: Number.POSITIVE_INFINITY,
    missing: "name the folders or files to look at, as `kindred find drivers/leds`",
  },
  options: {
    format: {
      type: "string",
      multiple: true,
      value: "FMT[=FILE]",
      help: `${FIND_FORMATS.join(", ")}; without =FILE on stdout`,
    },
    ...FIND_OPTIONS,
    ...SELECTION_OPTIONS,
    ...SOURCE_OPTIONS,
    "changed-since": {
      type: "string",
      value: "REV",
      help: "only families that touch a file which differs from git's REV, uncommitted and new files too",
    },
    baseline: { type: "string", value: "FILE", help: "the families that are known already" },
    "update-baseline": { type: "boolean", help: "write what was found to the --baseline file" },
    "fail-on": {
      type: "string",
      value: "WHAT",
      choices: ["new", "any"],
      help: "exit 1 when a family is new to the baseline, or when there is any",
    },
    timings: { type: "boolean", help: "say where the time went, on stderr" },
  },
  examples: [
    "kindred find drivers/leds",
    "kindred find drivers --format json=families.json --format html=families.html",
  ],
  load: () => import("../verbs/find.ts"),
};
