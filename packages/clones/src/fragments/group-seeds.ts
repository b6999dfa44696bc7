import { PrintCounter } from "../join/print-counter.ts";
import { NameNumbering } from "../scan/name-numbering.ts";
import type { Seeds } from "./find-seeds.ts";

/** Places with a common seed, group after group; within one in the order of the sources. */
export interface SeedGroups {
  /** Places of group `g`: `start[g]` up to `start[g + 1]`. */
  readonly start: Int32Array;
  /** The hash that the seeds of group `g` have in common. */
  readonly seed: Int32Array;
  readonly function: Int32Array;
  readonly statement: Int32Array;
  /** 1 when the statement before also starts a seed that is in a group. */
  readonly isLed: Uint8Array;
}

/** Seeds in more places than this are idioms of the kernel, not copies. */
const MOST_PLACES = 100;

/**
 * The groups of equal seeds, two places at the least, in the order of their first places. Most seeds are alone and are
 * dropped first by counting. Functions that are told already (1 in `told`) have no part in it.
 */
export function groupSeeds(parts: readonly Seeds[], told: Uint8Array): SeedGroups {
  const groupOf = parts.map((part) => new Int32Array(part.hash.length));
  const counts = numberGroups(parts, groupOf, told);
  const start = sharedInts(counts.length + 1);
  for (let g = 0; g < counts.length; g++) start[g + 1] = start[g] + counts[g];
  const rows = start[counts.length];
  const groups: SeedGroups = {
    start,
    seed: sharedInts(counts.length),
    function: sharedInts(rows),
    statement: sharedInts(rows),
    isLed: new Uint8Array(new SharedArrayBuffer(rows)),
  };
  const next = start.slice();
  parts.forEach((part, p) => {
    for (let i = 0; i < part.hash.length; i++) {
      if (groupOf[p][i] < 0) continue;
      const row = next[groupOf[p][i]]++;
      groups.seed[groupOf[p][i]] = part.hash[i];
      groups.function[row] = part.function[i];
      groups.statement[row] = part.statement[i];
      const isNext =
        part.function[i - 1] === part.function[i] && part.statement[i - 1] + 1 === part.statement[i];
      groups.isLed[row] = isNext && groupOf[p][i - 1] >= 0 ? 1 : 0;
    }
  });
  return groups;
}

/** Writes the group of each seed, -1 for none; returns how many places each group has. */
function numberGroups(parts: readonly Seeds[], groupOf: readonly Int32Array[], told: Uint8Array): number[] {
  const counter = new PrintCounter(parts.reduce((sum, part) => sum + part.hash.length, 0));
  for (const part of parts)
    for (let i = 0; i < part.hash.length; i++) if (told[part.function[i]] === 0) counter.count(part.hash[i]);
  let usable = 0;
  parts.forEach((part, p) => {
    for (let i = 0; i < part.hash.length; i++) {
      const places = told[part.function[i]] === 0 ? counter.countOf(part.hash[i]) : 0;
      const isUsable = places > 1 && places <= MOST_PLACES;
      groupOf[p][i] = isUsable ? 0 : -1;
      if (isUsable) usable++;
    }
  });
  const numbering = new NameNumbering();
  numbering.reset(usable >> 1);
  const counts: number[] = [];
  parts.forEach((part, p) => {
    for (let i = 0; i < part.hash.length; i++) {
      if (groupOf[p][i] < 0) continue;
      const group = numbering.numberOf(part.hash[i]);
      groupOf[p][i] = group;
      counts[group] = (counts[group] ?? 0) + 1;
    }
  });
  return counts;
}

function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}
