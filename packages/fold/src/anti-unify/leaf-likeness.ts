import { leavesOf, type Term } from "../syntax/term.ts";

/** How often each leaf stands below a term. */
export type LeafBag = ReadonlyMap<string, number>;

/** The leaves of a term, blind to the names of locals and to the values of literals. */
export function leafBag(term: Term, isLocal: (leaf: Term) => boolean): LeafBag {
  const bag = new Map<string, number>();
  for (const leaf of leavesOf(term)) {
    const isBlind = isLocal(leaf) || /literal$/.test(leaf.type);
    const word = isBlind ? leaf.type : leaf.text;
    bag.set(word, (bag.get(word) ?? 0) + 1);
  }
  return bag;
}

/** Dice's coefficient of two bags: 1 for equal ones, 0 for bags with no leaf in common. */
export function dice(a: LeafBag, b: LeafBag): number {
  let shared = 0;
  let total = 0;
  for (const [word, count] of a) {
    shared += Math.min(count, b.get(word) ?? 0);
    total += count;
  }
  for (const count of b.values()) total += count;
  return total === 0 ? 1 : (2 * shared) / total;
}
