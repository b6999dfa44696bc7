/*
 * Collects what a codemod wants changed and turns it into edits once, at the end: removals that touch are joined,
 * a blank line that a removal leaves doubled (or alone behind `{` or before `}`) goes with it, new text takes the
 * line ends of its surroundings, and edits that claim the same byte are an error of the codemod.
 */
import { type CText, type Edit, findOverlap, KindredError, sortEdits } from "@kindred/c-source";
import { isBlankLine, lineEnd, lineStart, ownLines, type TextRange, withOneSpace } from "./line-range.ts";

export class EditList {
  readonly #text: CText;
  readonly #edits: Edit[] = [];
  readonly #removals: TextRange[] = [];

  constructor(text: CText) {
    this.#text = text;
  }

  /** Puts `text` in the place of a range; an empty range inserts. */
  replace(range: TextRange, text: CText): void {
    if (/[^\0-\xff]/.test(text)) {
      throw new KindredError(
        "E_CODEMOD",
        `The new text ${JSON.stringify(text.slice(0, 60))} holds a character that is more than a byte.`,
        "C text is one character a byte: write UTF-8 as its bytes.",
      );
    }
    this.#edits.push({ start: range.start, end: range.end, text });
  }

  /** Takes code away, with its lines (and a comment behind it on the same line) if it has them for itself. */
  remove(range: TextRange): void {
    this.#removals.push(ownLines(this.#text, range) ?? withOneSpace(this.#text, range));
  }

  /** True when code of this range is removed or replaced already. */
  covers(range: TextRange): boolean {
    return [...this.#removals, ...this.#edits].some(
      (edit) => edit.start <= range.start && range.end <= edit.end && edit.end > edit.start,
    );
  }

  /** New texts so far, to see whether a name is still used. */
  get newTexts(): readonly CText[] {
    return this.#edits.map((edit) => edit.text);
  }

  get isEmpty(): boolean {
    return this.#edits.length === 0 && this.#removals.length === 0;
  }

  /** All edits in the order of the text. @throws KindredError E_CODEMOD when two claim the same byte. */
  finish(): Edit[] {
    const removals = joinRanges(this.#removals).map((range) =>
      takeDoubledBlank(this.#text, range, this.#edits),
    );
    const edits = sortEdits([
      ...this.#edits.map((edit) => ({ ...edit, text: withLineEnds(this.#text, edit) })),
      ...joinRanges(removals).map((range) => ({ ...range, text: "" })),
    ]).filter((edit) => this.#text.slice(edit.start, edit.end) !== edit.text);
    const overlap = findOverlap(edits);
    if (overlap) throw overlapError(this.#text, overlap);
    return edits;
  }
}

function joinRanges(ranges: readonly TextRange[]): TextRange[] {
  const joined: TextRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (!last || range.start > last.end) joined.push(range);
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return joined;
}

/** Grows a removal of whole lines by the blank line that would be left over. */
function takeDoubledBlank(text: CText, range: TextRange, edits: readonly Edit[]): TextRange {
  const { start, end } = range;
  if (start !== lineStart(text, start) || end !== lineEnd(text, end - 1)) return range;
  if (edits.some((edit) => edit.start === start || edit.start === end)) return range;
  const previous = start === 0 ? -1 : lineStart(text, start - 1);
  const opensBlock = previous >= 0 && /\{[ \t\r]*\n$/.test(text.slice(previous, start));
  const isOpening = previous < 0 || opensBlock || isBlankLine(text, previous);
  if (isOpening && isBlankLine(text, end)) return { start, end: lineEnd(text, end) };
  const isClosing = end === text.length || /^[ \t]*\}/.test(text.slice(end, lineEnd(text, end)));
  if (isClosing && previous >= 0 && isBlankLine(text, previous)) return { start: previous, end };
  return range;
}

/** New text with CRLF line ends where the line it goes to has them. */
function withLineEnds(text: CText, edit: Edit): CText {
  const newline = text.indexOf("\n", edit.end);
  const nearest = newline < 0 ? text.lastIndexOf("\n") : newline;
  return text[nearest - 1] === "\r" ? edit.text.replace(/\r?\n/g, "\r\n") : edit.text;
}

function overlapError(text: CText, [first, second]: readonly [Edit, Edit]): KindredError {
  const line = (offset: number): number => text.slice(0, offset).split("\n").length;
  return new KindredError(
    "E_CODEMOD",
    `The edits at lines ${line(first.start)} and ${line(second.start)} claim the same code.`,
    "Let the codemod change each piece of code once: replace the outer node, or only the inner ones.",
  );
}
