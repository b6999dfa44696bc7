import type { CText } from "@kindred/c-source";
import type { TextLines } from "./text-lines.ts";

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Longer runs of blanks are no indentation, and would be copied to every new line. */
const MAX_INDENT = 256;

/** Blanks at the head of the line that holds `offset`. */
export function indentAt(lines: TextLines, offset: number): string {
  const start = lines.startOf(offset);
  return /^[ \t]*/.exec(lines.text.slice(start, Math.min(offset, start + MAX_INDENT)))![0];
}

/** True when the line starting at `start` holds nothing but blanks. */
export function isBlankLine(lines: TextLines, start: number): boolean {
  const { text } = lines;
  return start < text.length && text.slice(start, lines.endOf(start)).trim() === "";
}

/**
 * The whole lines that `range` stands on, when nothing else stands on them but a comment that begins behind the
 * range and ends on the same line. Undefined when other code shares the lines.
 */
export function ownLines(lines: TextLines, range: TextRange): TextRange | undefined {
  const { text } = lines;
  const start = lines.startOf(range.start);
  if (!isBlankBetween(text, start, range.start)) return undefined;
  const end = lines.endOf(Math.max(range.end - 1, range.start));
  const tail = text.slice(range.end, end).trim();
  const isComment =
    tail.startsWith("//") || (tail.startsWith("/*") && tail.indexOf("*/") === tail.length - 2);
  return tail === "" || isComment ? { start, end } : undefined;
}

/** `range` and the blank that its removal would leave doubled: one space, before it if it ends its line, else behind. */
export function withOneSpace(text: CText, range: TextRange): TextRange {
  let { start, end } = range;
  if (/[ \t]/.test(text[end] ?? "")) while (/[ \t]/.test(text[end] ?? "")) end++;
  else if (/[\r\n]/.test(text[end] ?? "\n")) while (/[ \t]/.test(text[start - 1] ?? "")) start--;
  return { start, end };
}

/** Looks backwards, so that it costs only the blanks right before `end`, however long the line is. */
function isBlankBetween(text: CText, start: number, end: number): boolean {
  let at = end;
  while (at > start && /\s/.test(text[at - 1])) at--;
  return at === start;
}
