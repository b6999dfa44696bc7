/**
 * The work on a series, in steps that are kept one by one: every source of every patch, and the style of every
 * patch. What an earlier run found out is looked up first, all of it, so that a run that goes on where another one
 * was interrupted says so at once. Then the rest, as many at a time as there are workers.
 */
import { hasCheckpatch, runCheckpatch } from "../gates/checkpatch.ts";
import type { AppliedPatch } from "../git/apply-series.ts";
import type { KernelTree } from "../kernel/kernel-tree.ts";
import type { CommandAnswer } from "../kernel/query-compile-commands.ts";
import type { PatchFacts, ProveRequest } from "../prove-request.ts";
import type { Ladder } from "./choose-rungs.ts";
import type { PatchUnits } from "./choose-sources.ts";
import type { ProvedUnit } from "./describe-patch.ts";
import { mapLimited } from "./limit-concurrency.ts";
import { planUnit } from "./plan-unit.ts";
import { proveUnit, type UnitEnvironment } from "./prove-unit.ts";
import { contentKey, type ResultCache } from "./result-cache.ts";
import type { Unit, UnitResult } from "./unit.ts";

/** Bumped when a change of Kindred can change a result that is in the cache. */
export const RESULT_VERSION = 4;
/** Looking up is waiting for the disk. */
const LOOK_UPS = 16;

export interface Work {
  readonly request: ProveRequest;
  readonly tree: KernelTree;
  readonly series: readonly AppliedPatch[];
  readonly units: readonly PatchUnits[];
  readonly answer: CommandAnswer;
  readonly ladder: Ladder;
  readonly environment: UnitEnvironment;
}

/** What was found out about a patch. */
export interface ProvedPatch {
  /** In the order of its sources. */
  readonly sources: readonly ProvedUnit[];
  /** What was not compiled, and what checkpatch says. */
  readonly notes: readonly string[];
}

/** A piece of work on a patch, whose result can be kept. */
interface Step<T> {
  readonly patch: AppliedPatch;
  /** The result when it is known already. */
  lookUp(): Promise<T | undefined>;
  work(): Promise<T>;
}

/** Finds out about every patch of the series. */
export async function provePatches(
  work: Work,
  cache: ResultCache,
): Promise<ReadonlyMap<AppliedPatch, ProvedPatch>> {
  const sources = work.units.map((unit) => unit.sources.map((file) => sourceStep(work, cache, unit, file)));
  const styles = work.series.map((patch) => styleStep(work, cache, patch));
  const results = await takeSteps<ProvedUnit | readonly string[]>(work, [...sources.flat(), ...styles]);
  const indexOf = new Map(work.units.map((unit, at) => [unit.patch, at]));
  return new Map(
    work.series.map((patch, at) => {
      const index = indexOf.get(patch);
      const steps = index === undefined ? [] : sources[index]!;
      const left = index === undefined ? [] : work.units[index]!.notes;
      const style = results.get(styles[at]!) as readonly string[];
      return [
        patch,
        { sources: steps.map((step) => results.get(step) as ProvedUnit), notes: [...left, ...style] },
      ];
    }),
  );
}

/** Results of all steps; tells what was known and how far it is. */
async function takeSteps<T>({ request, series }: Work, steps: readonly Step<T>[]): Promise<Map<Step<T>, T>> {
  const results = new Map<Step<T>, T>();
  const left = new Map(series.map((patch) => [patch, 0]));
  for (const { patch } of steps) left.set(patch, left.get(patch)! + 1);
  const settle = (step: Step<T>, result: T): void => {
    results.set(step, result);
    left.set(step.patch, left.get(step.patch)! - 1);
  };
  await mapLimited(steps, LOOK_UPS, async (step) => {
    const known = await step.lookUp();
    if (known !== undefined) settle(step, known);
  });
  const open = steps.filter((step) => !results.has(step));
  const tell = (done: number): void => {
    const proved = [...left.values()].filter((count) => count === 0).length;
    request.onPatches?.(proved, series.length);
    request.onProgress?.(`${proved} of ${series.length} patches`, done, open.length);
  };
  const known = [...left.values()].filter((count) => count === 0).length;
  if (known > 0) request.onNote?.(`${known} of ${series.length} patches are proved already`);
  tell(0);
  let done = 0;
  // One step more than there may be compilers: while its outcome is compared, no processor waits for this thread.
  await mapLimited(open, request.workers + 1, async (step) => {
    settle(step, await step.work());
    tell(++done);
  });
  return results;
}

/** A source of a patch: its plan is made twice, since plans hold whole texts and there may be thousands. */
function sourceStep(work: Work, cache: ResultCache, unit: PatchUnits, file: string): Step<ProvedUnit> {
  const facts = factsOf(work, unit.patch);
  const plan = () => planUnit({ ...work, unit, file, facts });
  let key = "";
  return {
    patch: unit.patch,
    async lookUp() {
      const { unit: planned, verdict } = plan();
      if (planned === undefined) return { verdict, notes: [] };
      const { patch: _, ...content } = planned;
      key = contentKey([RESULT_VERSION, work.tree.identity, work.ladder.identity, content]);
      const known = await cache.read<UnitResult>(key);
      return known && describeUnit(file, known);
    },
    async work() {
      const result = await proveUnit(plan().unit!, work.environment);
      if (!result.isPassing) await cache.write(key, result);
      return describeUnit(file, result);
    },
  };
}

/** What of a patch can be compiled, planned anew. */
export function plannedUnits(work: Work, patch: AppliedPatch): Unit[] {
  const unit = work.units.find((one) => one.patch === patch);
  if (unit === undefined) return [];
  const facts = factsOf(work, patch);
  return unit.sources.flatMap((file) => planUnit({ ...work, unit, file, facts }).unit ?? []);
}

function describeUnit(file: string, { notes, isPassing: _, ...rest }: UnitResult): ProvedUnit {
  return { verdict: { file, ...rest, seconds: Math.round(rest.seconds * 100) / 100 }, notes };
}

function factsOf({ request }: Work, patch: AppliedPatch): PatchFacts {
  const known = request.facts.find((facts) => facts.patch === patch.patch);
  return known ?? { patch: patch.patch, removedFunctions: [] };
}

function styleStep({ tree }: Work, cache: ResultCache, patch: AppliedPatch): Step<readonly string[]> {
  const { kernel, identity } = tree;
  const key = contentKey([RESULT_VERSION, "checkpatch", identity, patch.text]);
  return {
    patch,
    lookUp: async () => (hasCheckpatch(kernel) ? cache.read<string[]>(key) : []),
    async work() {
      const report = await runCheckpatch(kernel, patch.path, patch.text);
      if (report.ran) await cache.write(key, report.notes);
      return report.notes;
    },
  };
}
