/**
 * A series and a tree to verdicts. The series is applied for real in a scratch repository; each source that
 * a patch changes is compiled before and after with the tree's own command and compared rung by rung.
 * The kernel tree is only read. In a build folder that is not Kindred's own nothing is built: `make -n`
 * prints the commands there, which at most leaves empty folders.
 */
import { join } from "node:path";
import { createMirrorPool } from "../compile/mirror-pool.ts";
import { hasCheckpatch, runCheckpatch } from "../gates/checkpatch.ts";
import { type AppliedPatch, applySeries } from "../git/apply-series.ts";
import { checkCompiler } from "../kernel/check-compiler.ts";
import { configureKernel } from "../kernel/configure-kernel.ts";
import { type KernelTree, openKernelTree } from "../kernel/kernel-tree.ts";
import { type CommandAnswer, queryCompileCommands } from "../kernel/query-compile-commands.ts";
import { tryMutants } from "../mutants/try-mutants.ts";
import type { PatchFacts, ProveRequest } from "../prove-request.ts";
import { compilerMemory } from "../tools/memory-limit.ts";
import { withScratchFolder } from "../tools/scratch-folder.ts";
import type { PatchVerdict, VerdictsDocument } from "../verdicts.ts";
import { chooseRungs, type Ladder } from "./choose-rungs.ts";
import { describePatch, type ProvedUnit } from "./describe-patch.ts";
import { mapLimited } from "./limit-concurrency.ts";
import { listUnits, type PatchUnits } from "./list-units.ts";
import { planUnit, type UnitPlan } from "./plan-unit.ts";
import { proveUnit, type UnitEnvironment } from "./prove-unit.ts";
import { contentKey, openResultCache, type ResultCache } from "./result-cache.ts";
import { countLevels } from "./summarise-levels.ts";
import type { Unit, UnitResult } from "./unit.ts";

/** Bumped when a change of Kindred can change a result that is in the cache. */
const RESULT_VERSION = 2;

/**
 * Proves every patch of a series.
 * @throws KindredError E_KERNEL when the tree is no kernel or not configured, E_PATH when there is no series,
 *   E_TOOL when git or make is missing.
 */
export async function proveSeries(request: ProveRequest): Promise<VerdictsDocument> {
  if (request.configure) await configureKernel(request);
  const tree = openKernelTree(request);
  await checkCompiler(tree, request.cc);
  request.onProgress?.("applying the series", 0, 1);
  const series = await applySeries(request.seriesDirectory, tree.kernel);
  const units = listUnits(tree.kernel, series);
  const files = [...new Set(units.flatMap(({ sources }) => sources))].sort();
  request.onProgress?.(`asking make how it compiles ${files.length} sources`, 0, files.length);
  const answer = await queryCompileCommands({ ...request, tree, files });
  const ladder = await chooseRungs(tree, answer, request.timeLimitSeconds);
  return withScratchFolder("prove", async (scratch) => {
    const environment = {
      tree,
      rungs: ladder.rungs,
      timeLimitSeconds: request.timeLimitSeconds,
      memoryLimit: compilerMemory(request.workers),
      scratch,
      mirrors: createMirrorPool(tree.kernel, scratch),
    };
    const verdicts = await proveAll({ request, tree, series, units, answer, ladder, environment });
    return { schemaVersion: 1, totals: countLevels(verdicts), patches: verdicts };
  });
}

interface Work {
  readonly request: ProveRequest;
  readonly tree: KernelTree;
  readonly series: readonly AppliedPatch[];
  readonly units: readonly PatchUnits[];
  readonly answer: CommandAnswer;
  readonly ladder: Ladder;
  readonly environment: UnitEnvironment;
}

async function proveAll(work: Work): Promise<PatchVerdict[]> {
  const { request, series, units } = work;
  const cache = openResultCache(join(request.cacheDirectory, "verdicts"));
  const tasks = units.flatMap((unit) => unit.sources.map((file) => ({ unit, file })));
  let done = 0;
  const proved = await mapLimited(tasks, request.workers, async ({ unit, file }) => {
    const plan = planUnit({ ...work, unit, file, facts: factsOf(work, unit.patch) });
    const result = await provePlan(work, cache, plan);
    request.onProgress?.(`${unit.patch.patch}: ${file}`, ++done, tasks.length);
    return { patch: unit.patch, plan, result };
  });
  const gates = await mapLimited(series, request.workers, (patch) => checkStyle(work, cache, patch));
  const described = series.map((patch, index) => {
    const entries = proved.filter((entry) => entry.patch === patch);
    const notes = [...gates[index]!, ...(index === 0 ? treeNotes(work) : [])];
    const verdict = describePatch(
      patch,
      entries.map((entry) => entry.result),
      notes,
    );
    return { verdict, units: entries.flatMap(({ plan }) => plan.unit ?? []) };
  });
  return mutateAll(work, cache, described);
}

/** Tries mutants of every patch, when they are asked for. */
async function mutateAll(
  { request, environment, tree, ladder }: Work,
  cache: ResultCache,
  described: readonly { readonly verdict: PatchVerdict; readonly units: readonly Unit[] }[],
): Promise<PatchVerdict[]> {
  if (request.mutants === undefined) return described.map(({ verdict }) => verdict);
  const { seed } = request.mutants;
  const identity = [RESULT_VERSION, tree.identity, ladder.identity];
  let done = 0;
  return mapLimited(described, request.workers, async ({ verdict, units }) => {
    const tried = await tryMutants({ verdict, units, seed, environment, cache, identity });
    request.onProgress?.(`mutants of ${verdict.patch}`, ++done, described.length);
    return tried;
  });
}

/** What holds for all patches is said once, with the first. */
function treeNotes({ tree, ladder }: Work): string[] {
  const style = "This tree has no scripts/checkpatch.pl: the style was not checked.";
  return [...ladder.notes, ...(hasCheckpatch(tree.kernel) ? [] : [style])];
}

function factsOf({ request }: Work, patch: AppliedPatch): PatchFacts {
  const known = request.facts.find((facts) => facts.patch === patch.patch);
  return known ?? { patch: patch.patch, removedFunctions: [] };
}

async function provePlan(work: Work, cache: ResultCache, plan: UnitPlan): Promise<ProvedUnit> {
  const { unit } = plan;
  if (unit === undefined) return { verdict: plan.verdict, notes: [] };
  const { identity } = work.ladder;
  const { patch: _, ...content } = unit;
  const key = contentKey([RESULT_VERSION, work.tree.identity, identity, content]);
  let result = await cache.read<UnitResult>(key);
  if (result === undefined) {
    result = await proveUnit(unit, work.environment);
    if (!isPassing(result)) await cache.write(key, result);
  }
  const { notes, ...rest } = result;
  const seconds = Math.round(rest.seconds * 100) / 100;
  return { verdict: { file: unit.file, ...rest, seconds }, notes };
}

/** Whether a result may be another one next time, with nothing changed: a compiler was killed or missing. */
function isPassing(result: UnitResult): boolean {
  return result.level === "unbuilt";
}

async function checkStyle(work: Work, cache: ResultCache, patch: AppliedPatch): Promise<readonly string[]> {
  const { kernel, identity } = work.tree;
  if (!hasCheckpatch(kernel)) return [];
  const key = contentKey([RESULT_VERSION, "checkpatch", identity, patch.text]);
  const known = await cache.read<string[]>(key);
  if (known !== undefined) return known;
  const report = await runCheckpatch(kernel, patch.path, patch.text);
  if (report.ran) await cache.write(key, report.notes);
  return report.notes;
}
