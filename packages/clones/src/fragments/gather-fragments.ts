import type { KeptFragments } from "../cache/kept-fragments.ts";
import type { SearchedSeeds } from "../cache/kept-seeds.ts";
import type { DraftFamily, GatherOptions } from "../families/draft-family.ts";
import type { Corpus } from "../scan/corpus.ts";
import type { TaskPool } from "../workers/task-pool.ts";
import { chooseDisjoint } from "./choose-disjoint.ts";
import { draftFragments } from "./draft-fragments.ts";
import type { RunGroup, RunJob } from "./find-runs.ts";
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

const PLACES_PER_TASK = 1 << 15;

export interface FoundFragments {
  readonly fragments: DraftFamily[];
  /** All runs that were chosen from. */
  readonly runs: readonly RunGroup[];
  /** By function, 1 for those in a family that are not its centre. */
  readonly told: Uint8Array;
}

/** `seeds` are searched while families are gathered: those of all functions, or of all that the snapshot does not have. */
export async function gatherFragments(
  pool: TaskPool,
  corpus: Corpus,
  families: readonly DraftFamily[],
  options: GatherOptions,
  seeds: SearchedSeeds,
  kept?: KeptFragments,
): Promise<FoundFragments> {
  const told = toldFunctions(corpus, families);
  const old = kept?.runs(seeds, told);
  const parts = kept === undefined ? seeds.parts : [kept.seeds.merge(seeds, old?.counted)];
  const grown = (await pool.run(runTasks(corpus, groupSeeds(parts, told), options))).flat();
  const runs =
    old === undefined ? grown : [...old.runs, ...grown.filter(({ seed }) => old.affected.has(seed))];
  return { fragments: draftFragments(corpus, chooseDisjoint(runs), options), runs, told };
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

function toldFunctions(corpus: Corpus, families: readonly DraftFamily[]): Uint8Array {
  const told = new Uint8Array(corpus.shardOf.length);
  for (const { members } of families) for (const { f } of members) told[f] = 1;
  for (const { centre } of families) told[centre.f] = 0;
  return told;
}
