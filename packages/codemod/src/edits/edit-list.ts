/*
 * Collects what a codemod wants changed and turns it into edits once, at the end: removals that touch are joined,
 * a blank line that a removal leaves doubled (or alone behind `{` or before `}`) goes with it, new text takes the
 * line ends of its surroundings, and edits that claim the same byte are an error of the codemod.
 */
import { type CText, type Edit, findOverlap, KindredError, sortEdits } from "@kindred/c-source";
import { canonicalTokens } from "../pattern/canonical-text.ts";
import { isBlankLine, ownLines, type TextRange, withOneSpace } from "./line-range.ts";
import { Reach } from "./reach.ts";
import { TextLines } from "./text-lines.ts";

export class EditList {
  readonly lines: TextLines;
  readonly #edits: Edit[] = [];
  readonly #removals: TextRange[] = [];
  /** Tokens of the first `#tokenised` new texts. */
  readonly #newTokens = new Set<CText>();
  #tokenised = 0;
  #reach: Reach | undefined;

  constructor(text: CText) {
    this.lines = new TextLines(text);
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
    this.#reach?.add(range);
  }

  /** Takes code away, with its lines (and a comment behind it on the same line) if it has them for itself. */
  remove(range: TextRange): void {
    const removal = ownLines(this.lines, range) ?? withOneSpace(this.lines.text, range);
    this.#removals.push(removal);
    this.#reach?.add(removal);
  }

  /** True when code of this range is removed or replaced already. */
  covers(range: TextRange): boolean {
    this.#reach ??= this.#reachSoFar();
    return this.#reach.covers(range);
  }

  /** True when one of the new texts so far has this token. */
  addsToken(token: CText): boolean {
    for (; this.#tokenised < this.#edits.length; this.#tokenised++) {
      for (const added of canonicalTokens(this.#edits[this.#tokenised].text)) this.#newTokens.add(added);
    }
    return this.#newTokens.has(token);
  }

  get isEmpty(): boolean {
    return this.#edits.length === 0 && this.#removals.length === 0;
  }

  /** All edits in the order of the text. @throws KindredError E_CODEMOD when two claim the same byte. */
  finish(): Edit[] {
    const { text } = this.lines;
    const starts = new Set(this.#edits.map(({ start }) => start));
    const removals = joinRanges(this.#removals).map((range) => takeDoubledBlank(this.lines, range, starts));
    const edits = sortEdits([
      ...this.#edits.map((edit) => ({ ...edit, text: withLineEnds(this.lines, edit) })),
      ...joinRanges(removals).map((range) => ({ ...range, text: "" })),
    ]).filter((edit) => text.slice(edit.start, edit.end) !== edit.text);
    const overlap = findOverlap(edits);
    if (overlap) throw overlapError(this.lines, overlap);
    return edits;
  }

  #reachSoFar(): Reach {
    const reach = new Reach({ start: 0, end: this.lines.text.length });
    for (const range of [...this.#removals, ...this.#edits]) reach.add(range);
    return reach;
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
function takeDoubledBlank(lines: TextLines, range: TextRange, editStarts: ReadonlySet<number>): TextRange {
  const { text } = lines;
  const { start, end } = range;
  if (start !== lines.startOf(start) || end !== lines.endOf(end - 1)) return range;
  if (editStarts.has(start) || editStarts.has(end)) return range;
  const previous = start === 0 ? -1 : lines.startOf(start - 1);
  const opensBlock = previous >= 0 && /\{[ \t\r]*\n$/.test(text.slice(previous, start));
  const isOpening = previous < 0 || opensBlock || isBlankLine(lines, previous);
  if (isOpening && isBlankLine(lines, end)) return { start, end: lines.endOf(end) };
  const isClosing = end === text.length || /^[ \t]*\}/.test(text.slice(end, lines.endOf(end)));
  if (isClosing && previous >= 0 && isBlankLine(lines, previous)) return { start: previous, end };
  return range;
}

/** New text with CRLF line ends where the line it goes to has them. */
function withLineEnds(lines: TextLines, edit: Edit): CText {
  if (!edit.text.includes("\n")) return edit.text;
  const { text } = lines;
  const end = lines.endOf(edit.end);
  // The last line may have no end of its own: then the one before it tells.
  const nearest = (text[end - 1] === "\n" ? end : lines.startOf(end)) - 1;
  return text[nearest - 1] === "\r" ? edit.text.replace(/\r?\n/g, "\r\n") : edit.text;
}

function overlapError(lines: TextLines, [first, second]: readonly [Edit, Edit]): KindredError {
  return new KindredError(
    "E_CODEMOD",
    `The edits at lines ${lines.lineOf(first.start)} and ${lines.lineOf(second.start)} claim the same code.`,
    "Let the codemod change each piece of code once: replace the outer node, or only the inner ones.",
  );
}
