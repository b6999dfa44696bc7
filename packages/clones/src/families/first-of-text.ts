import type { Corpus } from "../scan/corpus.ts";
import { membersOf, type Shapes } from "./group-shapes.ts";

/** For each function the first one with the same text: what holds for one of them holds for all. */
export function firstOfText({ functions }: Corpus, shapes: Shapes): Int32Array {
  const { exactLow, exactHigh } = functions;
  const first = new Int32Array(shapes.shapeOf.length);
  for (let f = 0; f < first.length; f++) first[f] = f;
  for (let shape = 0; shape < shapes.count; shape++) {
    if (shapes.start[shape + 1] - shapes.start[shape] < 2) continue;
    const seen = new Map<number, number>();
    for (const f of membersOf(shapes, shape)) {
      // Both halves in one double: 53 of the 64 bits.
      const key = exactHigh[f] * 0x200000 + (exactLow[f] & 0x1fffff);
      const known = seen.get(key);
      if (known === undefined) seen.set(key, f);
      else first[f] = known;
    }
  }
  return first;
}
