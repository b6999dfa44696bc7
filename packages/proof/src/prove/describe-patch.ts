import type { AppliedPatch } from "../git/apply-series.ts";
import type { FileVerdict, PatchVerdict } from "../verdicts.ts";
import { weakestLevel } from "./summarise-levels.ts";

/** What became of one source of a patch. */
export interface ProvedUnit {
  readonly verdict: FileVerdict;
  readonly notes: readonly string[];
}

/** The verdict on a patch: no stronger than that on its weakest file, with all that a maintainer must see. */
export function describePatch(
  applied: AppliedPatch,
  results: readonly ProvedUnit[],
  notes: readonly string[],
): PatchVerdict {
  const { patch, refusal } = applied;
  if (refusal !== undefined) {
    return { patch, level: "fails", files: [], notes: [`git am refuses the patch: ${refusal}`, ...notes] };
  }
  const files = results.map((result) => result.verdict);
  const said = results.flatMap((result) => result.notes);
  return {
    patch,
    level: weakestLevel(files),
    files,
    notes: [...limitsOf(applied, files), ...said, ...notes],
  };
}

/** What of a patch the verdicts on its sources do not reach. */
function limitsOf({ after }: AppliedPatch, files: readonly FileVerdict[]): string[] {
  const notes = files.length === 0 ? ["The patch touches no C source that could be compiled."] : [];
  for (const file of after.keys()) {
    if (/(?:^|\/)(?:Makefile|Kbuild|Kconfig[^/]*)$/.test(file)) {
      notes.push(`${file} changes: the sources were compiled as the tree without this patch does it.`);
    }
  }
  return notes;
}
