import type { Corpus } from "../scan/corpus.ts";

/**
 * The function that stands for the functions of one shape: one of those whose exact text occurs most often, then the
 * one with the smallest hash of its text. It depends on content alone; equal texts are interchangeable.
 */
export function chooseRepresentative(corpus: Corpus, members: readonly number[]): number {
  if (members.length === 1) return members[0];
  const { exactLow, exactHigh } = corpus.functions;
  const copies = new Map<string, number>();
  const keyOf = (f: number) => `${exactHigh[f]}:${exactLow[f]}`;
  for (const f of members) copies.set(keyOf(f), (copies.get(keyOf(f)) ?? 0) + 1);
  let best = members[0];
  let bestCopies = copies.get(keyOf(best)) ?? 0;
  for (const f of members) {
    const count = copies.get(keyOf(f)) ?? 0;
    const isSmaller = exactHigh[f] - exactHigh[best] || exactLow[f] - exactLow[best];
    if (count > bestCopies || (count === bestCopies && isSmaller < 0)) {
      best = f;
      bestCopies = count;
    }
  }
  return best;
}
