import { membersOf, type Shapes } from "../families/group-shapes.ts";
import type { Corpus } from "../scan/corpus.ts";

/**
 * The functions that take part in the join: of functions with the same text only the first, because the others would
 * find the same partners.
 */
export function chooseNodes(corpus: Corpus, shapes: Shapes): Int32Array {
  const { exactLow, exactHigh } = corpus.functions;
  const isNode = new Uint8Array(shapes.shapeOf.length);
  for (let shape = 0; shape < shapes.count; shape++) {
    const members = membersOf(shapes, shape);
    if (members.length === 1) {
      isNode[members[0]] = 1;
      continue;
    }
    const seen = new Set<number>();
    for (const f of members) {
      // Both halves in one double: 53 of the 64 bits.
      const key = exactHigh[f] * 0x200000 + (exactLow[f] & 0x1fffff);
      if (seen.has(key)) continue;
      seen.add(key);
      isNode[f] = 1;
    }
  }
  const nodes = new Int32Array(new SharedArrayBuffer(isNode.reduce((sum, bit) => sum + bit, 0) * 4));
  let count = 0;
  isNode.forEach((bit, f) => {
    if (bit === 1) nodes[count++] = f;
  });
  return nodes;
}
