import { firstOfText } from "../families/first-of-text.ts";
import type { Shapes } from "../families/group-shapes.ts";
import type { Corpus } from "../scan/corpus.ts";

/** The functions that take part in the join: of those with the same text only the first, because the others would find the same partners. */
export function chooseNodes(corpus: Corpus, shapes: Shapes): Int32Array {
  const first = firstOfText(corpus, shapes);
  let count = 0;
  for (let f = 0; f < first.length; f++) if (first[f] === f) count++;
  const nodes = new Int32Array(new SharedArrayBuffer(count * 4));
  for (let f = 0, n = 0; f < first.length; f++) if (first[f] === f) nodes[n++] = f;
  return nodes;
}
