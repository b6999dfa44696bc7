import type { KeptSeeds, SearchedSeeds } from "../cache/kept-seeds.ts";
import type { DraftFamily, GatherOptions } from "../families/draft-family.ts";
import type { Corpus } from "../scan/corpus.ts";
import type { TaskPool } from "../workers/task-pool.ts";
import { draftFragments } from "./draft-fragments.ts";
import { findLongestRuns, type RunGroup } from "./extend-runs.ts";
import { groupSeeds } from "./group-seeds.ts";

/*
 * Fragments: equal runs of whole statements inside functions that are otherwise different.
 *
 * Statements are hashed with the names of calls, members and constants and without those of variables and types, since
 * what a maintainer would move into a helper is the same calls on the same fields. Every statement starts a seed, the
 * shortest whole run of enough tokens; equal seeds are grouped by hash and grown statement by statement while all of
 * their places agree. The runs worth most (places times tokens) come first, and a statement belongs to one fragment.
 * Functions that a family of functions tells about are left out but for its centre, so nothing is told twice.
 * Linear in the number of statements but for the growing, which looks at each statement of a common run once for every
 * seed in it. Known misses: fragments with an edit inside are found as two, if each half is long enough.
 */

const FUNCTIONS_PER_TASK = 8192;

export async function gatherFragments(
  pool: TaskPool,
  corpus: Corpus,
  families: readonly DraftFamily[],
  options: GatherOptions,
  kept?: KeptSeeds,
): Promise<{ fragments: DraftFamily[]; seeds: SearchedSeeds }> {
  const { tokenCount } = corpus.functions;
  const functions = untoldFunctions(corpus, families).filter((f) => tokenCount[f] > options.minTokens);
  const open = kept === undefined ? functions : functions.filter((f) => !kept.has(f));
  const tasks = [];
  for (let at = 0; at < open.length; at += FUNCTIONS_PER_TASK) {
    const job = { corpus, functions: open.slice(at, at + FUNCTIONS_PER_TASK), minTokens: options.minTokens };
    tasks.push({ kind: "seed" as const, job });
  }
  const found = await pool.run(tasks);
  const parts = kept === undefined ? found : [kept.merge(functions, found)];
  const runs = findLongestRuns(corpus, groupSeeds(parts));
  return {
    fragments: draftFragments(corpus, chooseDisjoint(runs), options),
    seeds: { functions, parts },
  };
}

/** Functions that are in no family, and the centres of families. */
function untoldFunctions(corpus: Corpus, families: readonly DraftFamily[]): Int32Array {
  const told = new Uint8Array(corpus.shardOf.length);
  for (const { members } of families) for (const { f } of members) told[f] = 1;
  for (const { centre } of families) told[centre.f] = 0;
  return Int32Array.from(told.keys()).filter((f) => told[f] === 0);
}

/** The groups worth most first; places that overlap what is taken already are left out. */
function chooseDisjoint(groups: readonly RunGroup[]): RunGroup[] {
  const taken = new Map<number, { from: number; to: number }[]>();
  const isFree = (f: number, from: number, to: number) =>
    !(taken.get(f) ?? []).some((run) => run.from < to && from < run.to);
  const worth = (group: RunGroup) => group.places.length * group.tokens;
  const ordered = [...groups].sort((a, b) => worth(b) - worth(a) || b.tokens - a.tokens || a.hash - b.hash);
  return ordered.flatMap((group) => {
    const places = group.places.filter((place) => {
      if (!isFree(place.f, place.from, place.to)) return false;
      const list = taken.get(place.f);
      if (list === undefined) taken.set(place.f, [place]);
      else list.push(place);
      return true;
    });
    // A place alone stays taken: what it overlaps with was worth more.
    return places.length > 1 ? [{ ...group, places }] : [];
  });
}
