import { CParser, type Skipped, type TreeReader } from "@kindred/c-source";
import type { Family } from "@kindred/clones";
import { type FoldPlan, planFolds } from "@kindred/fold";
import { createProgressLine } from "../terminal/progress-line.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { findKernelRoot, prefixFromKernelRoot } from "../tree/kernel-root.ts";
import { createTreeReader } from "../tree/tree-reader.ts";

export interface PlannedFolds {
  readonly tree: TreeReader;
  readonly plans: readonly FoldPlan[];
  readonly skipped: readonly Skipped[];
  readonly kernelVersion: string | undefined;
}

/** Plans the folds of families found below `root`; paths of the plans are relative to its kernel root. */
export async function planFold(
  root: string,
  families: readonly Family[],
  terminal: Terminal,
): Promise<PlannedFolds> {
  const kernel = findKernelRoot(root);
  const tree = createTreeReader(kernel?.path ?? root);
  const parser = await CParser.create();
  const showProgress = createProgressLine(terminal, "fold");
  try {
    const { plans, skipped } = await planFolds({
      families,
      tree,
      memberPrefix: prefixFromKernelRoot(root),
      parser,
      onProgress: (done, total) => showProgress({ done, total }),
    });
    return { tree, plans, skipped, kernelVersion: kernel?.version };
  } finally {
    parser.dispose();
  }
}
