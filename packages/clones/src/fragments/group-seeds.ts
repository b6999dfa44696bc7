import { PrintCounter } from "../join/print-counter.ts";
import type { Seeds } from "./find-seeds.ts";

/** Places with one seed: function and statement, in the order of the sources. */
export interface SeedGroup {
  readonly functions: number[];
  readonly statements: number[];
}

/** Seeds in more places than this are idioms of the kernel, not copies. */
const MOST_PLACES = 100;

/** The groups of equal seeds, two places at the least. Most seeds are alone and are dropped first by counting. */
export function groupSeeds(parts: readonly Seeds[]): SeedGroup[] {
  const counter = new PrintCounter(parts.reduce((sum, part) => sum + part.hash.length, 0));
  for (const part of parts) for (const hash of part.hash) counter.count(hash);
  const groups = new Map<number, SeedGroup>();
  for (const part of parts) {
    part.hash.forEach((hash, i) => {
      const places = counter.countOf(hash);
      if (places < 2 || places > MOST_PLACES) return;
      const group = groups.get(hash) ?? { functions: [], statements: [] };
      group.functions.push(part.function[i]);
      group.statements.push(part.statement[i]);
      groups.set(hash, group);
    });
  }
  return [...groups.values()];
}
