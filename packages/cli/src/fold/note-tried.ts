import type { FileVerdict, PatchVerdict } from "@kindred/proof";
import { SHAPE_WORDS } from "@kindred/report";
import type { TriedShape } from "./reshape-folds.ts";

/** How a note on what was tried begins. */
export const TRIED = "Tried as well: ";

/** A verdict that says which other shapes were tried, and does not advise these any more. */
export function noteTried(verdict: PatchVerdict, tried: readonly TriedShape[]): PatchVerdict {
  const all = tried.map(({ shape, outcome }) => `${SHAPE_WORDS[shape]} (${outcome})`);
  const files = verdict.files.map(({ advice, ...file }): FileVerdict => {
    const left = advice?.filter(({ shape }) => !tried.some((each) => each.shape === shape)) ?? [];
    return left.length > 0 ? { ...file, advice: left } : file;
  });
  return { ...verdict, files, notes: [...verdict.notes, `${TRIED}${all.join("; ")}.`] };
}
