import type { TreeReader } from "@kindred/c-source";
import type { CodemodMeta } from "@kindred/codemod";
import { subjectPrefix } from "@kindred/fold";
import { countLines, type SeriesPatch } from "../series/series-patch.ts";
import { createChangeStack, type FileEdits } from "../series/stack-changes.ts";
import { wrapParagraph } from "../series/wrap-paragraph.ts";

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
  const origin = `Made by the codemod ${meta.id} (confidence ${meta.confidence}, safety ${meta.safety}).`;
  const peer = meta.semanticPatch === undefined ? [] : [`Peer semantic patch: ${meta.semanticPatch}`];
  return [`${meta.summary.replace(/\.$/, "")}.`, [origin, ...peer].join(" ")].map(wrapParagraph).join("\n\n");
}

/** Words that are written in capitals stay so. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
