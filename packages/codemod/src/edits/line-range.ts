import type { CText } from "@kindred/c-source";

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Offset of the first byte of the line that holds `offset`. */
export function lineStart(text: CText, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Offset just behind the newline that ends the line holding `offset` (or the end of the text). */
export function lineEnd(text: CText, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline + 1;
}

/** Blanks at the head of the line that holds `offset`. */
export function indentAt(text: CText, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))![0];
}

/** True when the line starting at `start` holds nothing but blanks. */
export function isBlankLine(text: CText, start: number): boolean {
  return start < text.length && text.slice(start, lineEnd(text, start)).trim() === "";
}

/**
 * The whole lines that `range` stands on, when nothing else stands on them but a comment that begins behind the
 * range and ends on the same line. Undefined when other code shares the lines.
 */
export function ownLines(text: CText, range: TextRange): TextRange | undefined {
  const start = lineStart(text, range.start);
  if (text.slice(start, range.start).trim() !== "") return undefined;
  const end = lineEnd(text, Math.max(range.end - 1, range.start));
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
