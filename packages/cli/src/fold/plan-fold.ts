import { CParser, type MacroProfile, type Skipped, type TreeReader } from "@kindred/c-source";
import type { Family, Grain, Strategy } from "@kindred/clones";
import { type FoldPlan, planFolds } from "@kindred/fold";
import { bundledScript } from "../shipped-files.ts";
import { createProgressLine } from "../terminal/progress-line.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { findKernelRoot, prefixFromKernelRoot } from "../tree/kernel-root.ts";
import { askNameIndex, buildNameIndex } from "../tree/name-index.ts";
import { createTreeReader } from "../tree/tree-reader.ts";
import { proposeInThreads } from "./propose-in-threads.ts";
import { refuseTakenNames } from "./refuse-taken-names.ts";
import { spareMemory } from "./spare-memory.ts";

export interface PlannedFolds {
  readonly tree: TreeReader;
  readonly plans: readonly FoldPlan[];
  readonly skipped: readonly Skipped[];
}

export interface PlanRequest {
  /** The scanned folder. */
  readonly root: string;
  readonly families: readonly Family[];
  readonly profile: MacroProfile;
  readonly terminal: Terminal;
  /** Threads that look at families. */
  readonly workers: number;
  /** The strategies that may be used; all, unless said. */
  readonly strategies?: readonly Strategy[];
  /** What may be folded; both, unless said. */
  readonly grains?: readonly Grain[];
  /** Helpers that several files use are to stand whole in a header. */
  readonly inHeader?: boolean;
  /** Runs of statements are to have no way out but their end. */
  readonly straightRuns?: boolean;
  /** Folds that stand already. */
  readonly kept?: readonly FoldPlan[];
}

/** Fewer families than this are looked at before a thread has started. */
const WORTH_THREADS = 400;

/** Plans the folds of families found below `root`; paths of the plans are relative to its kernel root. */
export async function planFold(request: PlanRequest): Promise<PlannedFolds> {
  const { root, families, profile, workers, strategies, grains, inHeader, straightRuns, kept } = request;
  const kernel = findKernelRoot(root);
  const tree = createTreeReader(kernel?.path ?? root);
  const parser = await CParser.create({ profile });
  const showProgress = createProgressLine(request.terminal, "fold");
  const onProgress = (done: number, total: number): void => showProgress({ done, total });
  const memberPrefix = prefixFromKernelRoot(root);
  const names = buildNameIndex(tree.root);
  const entry = bundledScript("fold-worker.js");
  const isShared = entry !== undefined && workers > 1 && families.length >= WORTH_THREADS;
  const chosen = {
    ...(strategies === undefined ? {} : { strategies }),
    ...(grains === undefined ? {} : { grains }),
    ...(inHeader === undefined ? {} : { inHeader }),
    ...(straightRuns === undefined ? {} : { straightRuns }),
  };
  if (isShared) spareMemory();
  const data = { root: tree.root, memberPrefix, profile, names, ...chosen };
  try {
    const { plans, skipped } = await planFolds({
      families,
      tree,
      memberPrefix,
      parser,
      isNameFree: askNameIndex(names),
      onProgress,
      ...chosen,
      ...(kept === undefined ? {} : { kept }),
      ...(isShared
        ? { propose: (all) => proposeInThreads(all, { entry, threads: workers, data, onProgress }) }
        : {}),
    });
    const free = refuseTakenNames(tree.root, plans);
    return { tree, plans: free.plans, skipped: [...skipped, ...free.skipped] };
  } finally {
    parser.dispose();
  }
}
