import type { TreeReader } from "@kindred/c-source";
import type { CodemodMeta } from "@kindred/codemod";
import type { FileEdits } from "@kindred/fold";
import { countLines, type SeriesPatch } from "../series/series-patch.ts";
import { createChangeStack } from "../series/stack-changes.ts";
import { codemodBody, codemodSubject } from "./codemod-mail.ts";

/** One patch a driver, since each goes to its own maintainer. */
export async function planPatches(
  tree: TreeReader,
  meta: CodemodMeta,
  changes: readonly FileEdits[],
): Promise<readonly SeriesPatch[]> {
  const stack = createChangeStack(tree);
  const patches: SeriesPatch[] = [];
  for (const change of changes) {
    const { patch, numstat } = await stack.diff([change]);
    if (numstat.length === 0) continue;
    stack.take([change]);
    const entry = {
      family: `codemod:${meta.id}`,
      strategy: "existing-helper" as const,
      helper: meta.id,
      files: [change.file],
      ...countLines(numstat, 0),
      removedFunctions: [],
    };
    patches.push({
      subject: codemodSubject(change.file, meta),
      body: codemodBody(meta),
      diff: patch,
      entry,
    });
  }
  return patches;
}
