import { applyEdits, type CText, type Edit } from "@kindred/c-source";
import { cTokens } from "../syntax/c-tokens.ts";
import { columnOf, indentTo, LINE_WIDTH } from "./columns.ts";

/**
 * Does edits inside a piece of C that begins at the start of a line, and keeps the layout whole: lines that were
 * aligned to an open parenthesis are aligned to it again where it now stands, and a line that grew past 80 columns is
 * broken after a comma. All other bytes stay as they are.
 */
export function applyAligned(text: CText, edits: readonly Edit[]): CText {
  const realigned = realign(text, edits);
  return breakLongLines(realigned, new Set(text.split("\n")));
}

interface AlignedLine {
  /** Offset of the first byte of the line and of its first token. */
  readonly start: number;
  readonly token: number;
  /** Offset of the parenthesis it is aligned to. */
  readonly open: number;
}

function realign(text: CText, edits: readonly Edit[]): CText {
  const all = [...edits];
  for (const line of alignedLines(text)) {
    if (edits.some((edit) => covers(edit, line.open) || covers(edit, line.start) || covers(edit, line.token)))
      continue;
    const now = applyEdits(text, all);
    const margin = indentTo(columnOf(now, newOffset(all, line.open)) + 1);
    if (margin !== text.slice(line.start, line.token))
      all.push({ start: line.start, end: line.token, text: margin });
  }
  return applyEdits(text, all);
}

function alignedLines(text: CText): AlignedLine[] {
  const lines: AlignedLine[] = [];
  const open: number[] = [];
  let lastLine = 0;
  for (const token of cTokens(text)) {
    const start = text.lastIndexOf("\n", token.start - 1) + 1;
    const top = open.at(-1);
    const isFirst = start !== lastLine;
    lastLine = start;
    if (isFirst && top !== undefined && columnOf(text, token.start) === columnOf(text, top) + 1) {
      lines.push({ start, token: token.start, open: top });
    }
    if (token.text === "(") open.push(token.start);
    else if (token.text === ")") open.pop();
  }
  return lines;
}

function covers(edit: Edit, offset: number): boolean {
  return edit.start <= offset && offset < edit.end;
}

function newOffset(edits: readonly Edit[], offset: number): number {
  let moved = offset;
  for (const edit of edits) if (edit.end <= offset) moved += edit.text.length - (edit.end - edit.start);
  return moved;
}

function breakLongLines(text: CText, before: ReadonlySet<string>): CText {
  let result = text;
  for (let rounds = text.split("\n").length * 2; rounds > 0; rounds--) {
    const cut = findBreak(result, before);
    if (!cut) return result;
    result = applyEdits(result, [cut]);
  }
  return result;
}

/** The best comma to break the first line that grew too long: least nested, then last. */
function findBreak(text: CText, before: ReadonlySet<string>): Edit | undefined {
  const open: number[] = [];
  let best: { edit: Edit; depth: number; line: number } | undefined;
  for (const token of cTokens(text)) {
    if (token.text === "(") open.push(token.start);
    else if (token.text === ")") open.pop();
    const top = open.at(-1);
    if (token.text !== "," || top === undefined || text[token.end] !== " ") continue;
    const line = text.lastIndexOf("\n", token.start - 1) + 1;
    if (best && line !== best.line) return best.edit;
    if (!isTooLong(text, line, before) || columnOf(text, token.end) > LINE_WIDTH) continue;
    if (best && best.depth < open.length) continue;
    const margin = indentTo(columnOf(text, top) + 1);
    best = { edit: { start: token.end, end: token.end + 1, text: `\n${margin}` }, depth: open.length, line };
  }
  return best?.edit;
}

function isTooLong(text: CText, start: number, before: ReadonlySet<string>): boolean {
  const end = text.indexOf("\n", start);
  const line = text.slice(start, end < 0 ? text.length : end);
  return columnOf(line, line.length) > LINE_WIDTH && !before.has(line);
}
