import type { TreeReader } from "@kindred/c-source";
import type { CodemodMeta } from "@kindred/codemod";
import { subjectPrefix } from "@kindred/fold";
import { countLines, type SeriesPatch } from "../series/series-patch.ts";
import { createChangeStack, type FileEdits } from "../series/stack-changes.ts";

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
      subject: `${subjectPrefix([change.file])}${lowerFirst(meta.summary.replace(/\.$/, ""))}`,
      body: bodyOf(meta),
      diff: patch,
      entry,
    });
  }
  return patches;
}

function bodyOf(meta: CodemodMeta): string {
  const lines = [
    `${meta.summary.replace(/\.$/, "")}.`,
    "",
    `Made by the codemod ${meta.id} (confidence ${meta.confidence}, safety ${meta.safety}).`,
  ];
  if (meta.semanticPatch !== undefined) lines.push(`Peer semantic patch: ${meta.semanticPatch}`);
  return lines.join("\n");
}

/** Words that are written in capitals stay so. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
