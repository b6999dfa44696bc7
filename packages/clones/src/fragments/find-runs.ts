import type { Place } from "../families/draft-family.ts";
import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import { FunctionComparer } from "../verify/compare-functions.ts";
import { isIdiom } from "./fragment-idioms.ts";
import type { SeedGroups } from "./group-seeds.ts";
import { type GrownRun, growRuns, type RunStart } from "./grow-runs.ts";
import { Outlines } from "./outlines.ts";

/** Groups of seeds to grow, `from` to `to` (exclusive). */
export interface RunJob {
  readonly corpus: Corpus;
  readonly groups: SeedGroups;
  readonly from: number;
  readonly to: number;
  readonly minTokens: number;
  readonly similarity: number;
  readonly includeBoilerplate: boolean;
}

/** Equal runs, or with edits similar ones. */
export interface RunGroup {
  /** The hash of the seed that it grew from. */
  readonly seed: number;
  readonly places: readonly Place[];
  /** In common. */
  readonly tokens: number;
  /** Of the statements in common: orders groups by content. */
  readonly hash: number;
  readonly isEdited: boolean;
}

/** A fragment has at least this many statements; fewer are an expression with much in it. */
const LEAST_STATEMENTS = 3;

/** The runs of each group that are long enough, whole, and no idioms. */
export function findRuns(job: RunJob): RunGroup[] {
  const outlines = new Outlines(job.corpus);
  const comparer = new FunctionComparer(job.includeBoilerplate);
  const found: RunGroup[] = [];
  for (let g = job.from; g < job.to; g++) {
    const starts = startsOf(job.groups, g, outlines);
    if (isToldBefore(job.groups, g, starts)) continue;
    const functions = job.groups.function.subarray(job.groups.start[g], job.groups.start[g + 1]);
    for (const run of growRuns(starts)) {
      const group = toGroup(job, run, starts, functions, comparer);
      if (group !== undefined) found.push({ seed: job.groups.seed[g], ...group });
    }
  }
  return found;
}

function startsOf(groups: SeedGroups, g: number, outlines: Outlines): RunStart[] {
  const starts: RunStart[] = [];
  for (let row = groups.start[g]; row < groups.start[g + 1]; row++) {
    const outline = outlines.of(groups.function[row]);
    const isTwice = row + 1 < groups.start[g + 1] && groups.function[row + 1] === groups.function[row];
    const limit = isTwice ? groups.statement[row + 1] : outline.count;
    starts.push({ outline, statement: groups.statement[row], limit });
  }
  return starts;
}

/** Whether all of these places agree in the plain statement before, and that one starts a group too: it tells more. */
function isToldBefore(groups: SeedGroups, g: number, starts: readonly RunStart[]): boolean {
  const key = starts[0].outline.keys[starts[0].statement - 1];
  return starts.every(({ outline, statement }, i) => {
    if (groups.isLed[groups.start[g] + i] === 0) return false;
    return outline.braces[statement - 1] === 0 && outline.keys[statement - 1] === key;
  });
}

function toGroup(
  job: RunJob,
  run: GrownRun,
  starts: readonly RunStart[],
  functions: Int32Array,
  comparer: FunctionComparer,
): Omit<RunGroup, "seed"> | undefined {
  if (run.statements < LEAST_STATEMENTS) return undefined;
  const places = run.members.map((m, i) => {
    const { ends } = starts[m].outline;
    return { f: functions[m], from: ends[run.from[i] - 1], to: ends[run.to[i] - 1] };
  });
  if (places.some(({ from, to }) => to - from < job.minTokens)) return undefined;
  const symbols = (place: Place) => symbolsOf(job.corpus, place.f).subarray(place.from, place.to);
  const first = symbols(places[0]);
  if (!job.includeBoilerplate && isIdiom(first)) return undefined;
  const { tokens, hash } = run;
  if (run.edits === 0) return { places, tokens, hash, isEdited: false };
  const close = places.filter(
    (place, i) => i === 0 || comparer.fragmentSimilarity(first, symbols(place)) >= job.similarity,
  );
  return close.length < 2 ? undefined : { places: close, tokens, hash, isEdited: true };
}
