/**
 * A series and a tree to verdicts. The series is applied for real in a scratch repository; each source that
 * a patch changes is compiled before and after with the tree's own command and compared rung by rung.
 * The kernel tree is only read. In a build folder that is not Kindred's own nothing is built: `make -n`
 * prints the commands there, which at most leaves empty folders.
 */
import { join } from "node:path";
import { explainPatch } from "../advice/explain-patch.ts";
import { createMirrorPool } from "../compile/mirror-pool.ts";
import { hasCheckpatch } from "../gates/checkpatch.ts";
import { applySeries } from "../git/apply-series.ts";
import { checkCompiler } from "../kernel/check-compiler.ts";
import { configureKernel } from "../kernel/configure-kernel.ts";
import { openKernelTree } from "../kernel/kernel-tree.ts";
import { queryCompileCommands } from "../kernel/query-compile-commands.ts";
import { tryMutants } from "../mutants/try-mutants.ts";
import type { ProveRequest } from "../prove-request.ts";
import type { RunContext } from "../run/emulator.ts";
import { observeSeries } from "../run/observe-series.ts";
import { compilerMemory } from "../tools/memory-limit.ts";
import { withScratchFolder } from "../tools/scratch-folder.ts";
import type { PatchVerdict, VerdictsDocument } from "../verdicts.ts";
import { chooseRungs } from "./choose-rungs.ts";
import { chooseSources, DEFAULT_INCLUDERS, sourcesToAsk } from "./choose-sources.ts";
import { describePatch } from "./describe-patch.ts";
import { mapLimited } from "./limit-concurrency.ts";
import { listUnits } from "./list-units.ts";
import { plannedUnits, provePatches, RESULT_VERSION, type Work } from "./prove-patches.ts";
import { openResultCache, type ResultCache } from "./result-cache.ts";
import { countLevels } from "./summarise-levels.ts";

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
  const cache = openResultCache(join(request.cacheDirectory, "verdicts"));
  const series = await applySeries(request.seriesDirectory, tree.kernel, cache);
  const listed = listUnits(tree.kernel, series);
  const includers = request.includers ?? DEFAULT_INCLUDERS;
  const files = sourcesToAsk(listed, includers);
  request.onProgress?.(`asking make how it compiles ${files.length} sources`, 0, files.length);
  const answer = await queryCompileCommands({ ...request, tree, files });
  const units = chooseSources(listed, includers, tree, answer);
  const ladder = await chooseRungs(tree, answer, request.timeLimitSeconds);
  return withScratchFolder("prove", async (scratch) => {
    const environment = {
      tree,
      rungs: ladder.rungs,
      timeLimitSeconds: request.timeLimitSeconds,
      memoryLimit: compilerMemory(request.workers),
      scratch,
      mirrors: createMirrorPool(tree.kernel, scratch, Math.max(1, request.workers)),
      ...(request.onNote && { onNote: request.onNote }),
    };
    const verdicts = await proveAll({ request, tree, series, units, answer, ladder, environment }, cache);
    return { schemaVersion: 1, totals: countLevels(verdicts), patches: verdicts };
  });
}

async function proveAll(work: Work, cache: ResultCache): Promise<readonly PatchVerdict[]> {
  const { series, request } = work;
  const compiled = await provePatches(work, cache);
  const proved =
    request.run === true ? await observeSeries(runContext(work), work.units, compiled) : compiled;
  const verdicts = series.map((patch, index) => {
    const { sources, notes } = proved.get(patch)!;
    return describePatch(patch, sources, [...notes, ...(index === 0 ? treeNotes(work) : [])]);
  });
  return mutateAll(work, cache, await explainAll(work, cache, verdicts));
}

/** Finds out why files are not proved. */
async function explainAll(
  work: Work,
  cache: ResultCache,
  verdicts: readonly PatchVerdict[],
): Promise<readonly PatchVerdict[]> {
  const { request, series, environment, tree, ladder } = work;
  const identity = [RESULT_VERSION, tree.identity, ladder.identity];
  const open = verdicts.filter(({ files }) => files.some(({ level }) => level === "builds"));
  let done = 0;
  const explained = await mapLimited(open, request.workers, async (verdict) => {
    const at = verdicts.indexOf(verdict);
    const strategy = request.facts.find(({ patch }) => patch === verdict.patch)?.strategy;
    const units = plannedUnits(work, series[at]!);
    const onWork = (): void => request.onProgress?.(`why ${verdict.patch} is not proved`, done, open.length);
    const found = await explainPatch({ verdict, units, strategy, environment, cache, identity, onWork });
    done++;
    return found;
  });
  return verdicts.map((verdict) => explained[open.indexOf(verdict)] ?? verdict);
}

function runContext({ request, tree, environment }: Work): RunContext {
  const { cacheDirectory, workers } = request;
  const onProgress = (message: string): void => request.onProgress?.(message, 0, 0);
  const onNote = (sentence: string): void => request.onNote?.(sentence);
  return {
    kernel: tree.kernel,
    cacheDirectory,
    scratch: environment.scratch,
    jobs: workers,
    onProgress,
    onNote,
  };
}

/** Tries mutants of every patch, when they are asked for. */
async function mutateAll(
  work: Work,
  cache: ResultCache,
  verdicts: readonly PatchVerdict[],
): Promise<readonly PatchVerdict[]> {
  const { request, series, environment, tree, ladder } = work;
  if (request.mutants === undefined) return verdicts;
  const { seed } = request.mutants;
  const identity = [RESULT_VERSION, tree.identity, ladder.identity];
  let done = 0;
  request.onProgress?.("putting mistakes into the helpers", 0, verdicts.length);
  return mapLimited(verdicts, request.workers, async (verdict, at) => {
    const units = plannedUnits(work, series[at]!);
    const tried = await tryMutants({ verdict, units, seed, environment, cache, identity });
    request.onProgress?.(`mutants of ${verdict.patch}`, ++done, verdicts.length);
    return tried;
  });
}

/** What holds for all patches is said once, with the first. */
function treeNotes({ tree, ladder }: Work): string[] {
  const style = "This tree has no scripts/checkpatch.pl: the style was not checked.";
  return [...ladder.notes, ...(hasCheckpatch(tree.kernel) ? [] : [style])];
}
