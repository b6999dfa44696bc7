import type { KeptSeeds, SearchedSeeds } from "../cache/kept-seeds.ts";
import type { DraftFamily, GatherOptions } from "../families/draft-family.ts";
import type { Corpus } from "../scan/corpus.ts";
import type { TaskPool } from "../workers/task-pool.ts";
import { chooseDisjoint } from "./choose-disjoint.ts";
import { draftFragments } from "./draft-fragments.ts";
import type { RunJob } from "./find-runs.ts";
import { groupSeeds, type SeedGroups } from "./group-seeds.ts";

/*
 * Fragments: runs of whole statements that are the same, but for small edits, inside functions that are otherwise different.
 *
 * Statements are hashed with the names of calls, members and constants and without those of variables and types, since
 * what a maintainer would move into a helper is the same calls on the same fields. Every statement starts a seed, the
 * shortest run of half the tokens that a fragment has; equal seeds are grouped by hash and grown, over small edits
 * too (grow-runs.ts). What has an edit inside must be as similar as functions are. The runs worth most (places times tokens in
 * common) come first, and a statement belongs to one fragment.
 * Functions that a family of functions tells about are left out but for its centre, so nothing is told twice.
 * Linear in the number of statements but for the growing, which is bounded for each group of seeds. Known misses: an
 * edit in each stretch of some 25 tokens; runs made of idioms alone.
 */

const FUNCTIONS_PER_TASK = 8192;
const PLACES_PER_TASK = 1 << 15;

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
  const runs = await pool.run(runTasks(corpus, groupSeeds(parts), options));
  return {
    fragments: draftFragments(corpus, chooseDisjoint(runs.flat()), options),
    seeds: { functions, parts },
  };
}

/** Groups of seeds in tasks: neighbours together, because copies are often neighbours and an outline is then made once. */
function runTasks(
  corpus: Corpus,
  groups: SeedGroups,
  options: GatherOptions,
): { kind: "run"; job: RunJob }[] {
  const { similarity, minTokens, includeBoilerplate } = options;
  const tasks: { kind: "run"; job: RunJob }[] = [];
  const last = groups.start.length - 1;
  for (let from = 0; from < last; ) {
    let to = from + 1;
    while (to < last && groups.start[to] - groups.start[from] < PLACES_PER_TASK) to++;
    tasks.push({ kind: "run", job: { corpus, groups, from, to, similarity, minTokens, includeBoilerplate } });
    from = to;
  }
  return tasks;
}

/** Functions that are in no family, and the centres of families. */
function untoldFunctions(corpus: Corpus, families: readonly DraftFamily[]): Int32Array {
  const told = new Uint8Array(corpus.shardOf.length);
  for (const { members } of families) for (const { f } of members) told[f] = 1;
  for (const { centre } of families) told[centre.f] = 0;
  return Int32Array.from(told.keys()).filter((f) => told[f] === 0);
}
