import { KindredError } from "../errors.ts";
import type { CText } from "../text/c-text.ts";
import type { Edit } from "./edit.ts";

/**
 * Edits in the order of the text. Edits at the same point keep the order they were given in, and insertions come
 * before a replacement that starts there.
 */
export function sortEdits(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Two edits that claim the same byte (or an insertion inside a replaced range), if there are such. */
export function findOverlap(edits: readonly Edit[]): readonly [Edit, Edit] | undefined {
  const sorted = sortEdits(edits);
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i].start < sorted[i - 1].end) return [sorted[i - 1], sorted[i]];
  }
  return undefined;
}

/**
 * The text with all edits done at once; bytes outside of them stay as they are.
 *
 * @throws KindredError `E_INTERNAL` when edits overlap or reach outside the text.
 */
export function applyEdits(text: CText, edits: readonly Edit[]): CText {
  const pieces: string[] = [];
  let at = 0;
  for (const edit of sortEdits(edits)) {
    if (!isInside(edit, text.length)) {
      throw new KindredError(
        "E_INTERNAL",
        `The edit ${describe(edit)} reaches outside a text of ${text.length} bytes.`,
      );
    }
    if (edit.start < at)
      throw new KindredError("E_INTERNAL", `The edit ${describe(edit)} overlaps one before it.`);
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

function isInside({ start, end }: Edit, length: number): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= length;
}

function describe({ start, end, text }: Edit): string {
  return `${start}..${end} -> ${JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)}`;
}
