import { CParser, type MacroProfile, type Skipped, type TreeReader } from "@kindred/c-source";
import type { Family } from "@kindred/clones";
import { type FoldPlan, planFolds } from "@kindred/fold";
import { createProgressLine } from "../terminal/progress-line.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { findKernelRoot, prefixFromKernelRoot } from "../tree/kernel-root.ts";
import { askNameIndex, buildNameIndex } from "../tree/name-index.ts";
import { createTreeReader } from "../tree/tree-reader.ts";

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
}

/** Plans the folds of families found below `root`; paths of the plans are relative to its kernel root. */
export async function planFold({ root, families, profile, terminal }: PlanRequest): Promise<PlannedFolds> {
  const kernel = findKernelRoot(root);
  const tree = createTreeReader(kernel?.path ?? root);
  const parser = await CParser.create({ profile });
  const showProgress = createProgressLine(terminal, "fold");
  try {
    const { plans, skipped } = await planFolds({
      families,
      tree,
      memberPrefix: prefixFromKernelRoot(root),
      parser,
      isNameFree: askNameIndex(buildNameIndex(tree.root)),
      onProgress: (done, total) => showProgress({ done, total }),
    });
    return { tree, plans, skipped };
  } finally {
    parser.dispose();
  }
}
