import type { Corpus } from "../scan/corpus.ts";

/** The symbols or fingerprints of all functions, in their order, in as few views as they lie end to end. */
export function* liveRuns(corpus: Corpus, what: "symbols" | "fingerprints"): Iterable<Int32Array> {
  const { functions, shardOf } = corpus;
  const [starts, counts] =
    what === "symbols"
      ? [functions.symbolStart, functions.symbolCount]
      : [functions.printStart, functions.printCount];
  let from = 0;
  let to = 0;
  let shard = -1;
  for (let f = 0; f < shardOf.length; f++) {
    if (shardOf[f] !== shard || starts[f] !== to) {
      if (to > from) yield corpus[what][shard].subarray(from, to);
      shard = shardOf[f];
      from = starts[f];
    }
    to = starts[f] + counts[f];
  }
  if (to > from) yield corpus[what][shard].subarray(from, to);
}
