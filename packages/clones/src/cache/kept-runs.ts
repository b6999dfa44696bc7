import type { RunGroup } from "../fragments/find-runs.ts";
import type { Seeds } from "../fragments/find-seeds.ts";
import { HashFilter } from "./hash-filter.ts";
import type { SearchedSeeds } from "./kept-seeds.ts";
import { decodeRuns } from "./run-columns.ts";
import type { Snapshot } from "./snapshot.ts";

/*
 * Runs of statements that need not be grown again.
 *
 * What grows from a group of seeds depends on the places of the group and on whether the seeds before them are in groups.
 * A group changes only when its hash stands in a function that came, went, or became told or untold by a family. So
 * everything else is taken over: the work is that of the edited functions and of those that share seeds with them.
 */

/** More hashes than this in changed functions: then all is grown anew. */
const MOST_CHANGED = 1 << 17;

export interface KeptRuns {
  /** What grew from groups that are as they were. */
  readonly runs: RunGroup[];
  /** The seeds of groups that must be grown anew. */
  readonly affected: HashFilter;
  /** These and the seeds before them, which tell whether a place is led. */
  readonly counted: HashFilter;
}

/** `told` says which functions have no part in fragments now. Undefined when too much has changed. */
export function keptRuns(
  base: Snapshot,
  baseRow: Int32Array,
  found: SearchedSeeds,
  told: Uint8Array,
): KeptRuns | undefined {
  const functionOf = new Int32Array(base.functions.start.length).fill(-1);
  for (let f = 0; f < baseRow.length; f++) if (baseRow[f] >= 0) functionOf[baseRow[f]] = f;
  const isToldNow = (row: number) => functionOf[row] < 0 || told[functionOf[row]] === 1;
  const [old] = base.seeds.parts;
  const changed = new HashFilter();
  for (let at = 0; at < old.hash.length; at++) {
    const row = old.function[at];
    if ((base.told[row] === 1) !== isToldNow(row)) changed.add(old.hash[at]);
  }
  for (const part of found.parts)
    for (let at = 0; at < part.hash.length; at++)
      if (told[part.function[at]] === 0) changed.add(part.hash[at]);
  if (changed.size > MOST_CHANGED) return undefined;
  const affected = new HashFilter();
  const counted = new HashFilter();
  affected.addAll(changed);
  for (const seeds of [old, ...found.parts]) addNext(affected, changed, seeds);
  counted.addAll(affected);
  for (const seeds of [old, ...found.parts]) addBefore(counted, affected, seeds);
  return { runs: decodeRuns(base.runs, functionOf, affected), affected, counted };
}

/** Adds the seeds that follow one of `of`. */
function addNext(to: HashFilter, of: HashFilter, seeds: Seeds): void {
  for (let at = 1; at < seeds.hash.length; at++)
    if (of.has(seeds.hash[at - 1]) && isNext(seeds, at)) to.add(seeds.hash[at]);
}

/** Adds the seeds in front of one of `of`. */
function addBefore(to: HashFilter, of: HashFilter, seeds: Seeds): void {
  for (let at = 1; at < seeds.hash.length; at++)
    if (of.has(seeds.hash[at]) && isNext(seeds, at)) to.add(seeds.hash[at - 1]);
}

function isNext({ function: owner, statement }: Seeds, at: number): boolean {
  return owner[at] === owner[at - 1] && statement[at] === statement[at - 1] + 1;
}
