import type { VerbSpec } from "../verb.ts";

export const corpusSpec: VerbSpec = {
  name: "corpus",
  summary: "get a pinned kernel: list, or fetch NAME",
  usage: "list | fetch NAME [OPTIONS]",
  words: { min: 1, max: 2, missing: "write `kindred corpus list` or `kindred corpus fetch NAME`" },
  options: {
    from: { type: "string", value: "FILE", help: "take this tarball instead of installing the package" },
    to: { type: "string", value: "DIR", help: "unpack below this folder instead of the cache" },
    "accept-new": { type: "boolean", help: "take a version that is not pinned, too" },
  },
  examples: ["kindred corpus list", "kindred corpus fetch linux-6.12"],
  load: () => import("../verbs/corpus.ts"),
};
