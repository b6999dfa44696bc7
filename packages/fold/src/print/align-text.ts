import { applyEdits, type CText, type Edit } from "@kindred/c-source";
import { type CToken, cTokens, isWord } from "../syntax/c-tokens.ts";
import { columnOf, indentTo, LINE_WIDTH } from "./columns.ts";
import { wrapList } from "./wrap-list.ts";

/**
 * Does edits inside a piece of C that begins at the start of a line, and keeps the layout whole: lines that were
 * aligned to an open parenthesis are aligned to it again where it now stands, an argument list that changed and now
 * fits on fewer lines is put there, and a line that grew past 80 columns is broken after a comma. All other bytes stay
 * as they are.
 */
export function applyAligned(text: CText, edits: readonly Edit[]): CText {
  const before = new Set(text.split("\n"));
  return fillLists(breakLongLines(fillLists(realign(text, edits), before), before), before);
}

/** Puts argument lists on fewer lines where an edit made them fit there. */
function fillLists(text: CText, before: ReadonlySet<string>): CText {
  const tokens = cTokens(text);
  const edits: Edit[] = [];
  for (let i = 1; i < tokens.length; i++) {
    if (tokens[i].text !== "(" || !isWord(tokens[i - 1]) || tokens[i].start < (edits.at(-1)?.end ?? 0))
      continue;
    const close = closingParen(tokens, i);
    if (close === undefined) continue;
    const start = text.lastIndexOf("\n", tokens[i].start) + 1;
    const newline = text.indexOf("\n", close.end);
    const end = newline < 0 ? text.length : newline;
    const lines = text.slice(start, end).split("\n");
    if (lines.length < 2 || lines.every((line) => before.has(line)) || /\/[/*]/.test(text.slice(start, end)))
      continue;
    const head = text.slice(start, tokens[i].end);
    const filled = wrapList(head, itemsOf(text, tokens, i, close), text.slice(close.start, end)).split("\n");
    const isBetter = filled.length < lines.length && filled.every(fits);
    if (isBetter) edits.push({ start, end, text: filled.join("\n") });
  }
  return applyEdits(text, edits);
}

/** What stands between the commas of a list, each on one line. */
function itemsOf(text: CText, tokens: readonly CToken[], open: number, close: CToken): CText[] {
  const items: CText[] = [];
  let depth = 0;
  let from = tokens[open].end;
  for (let i = open; tokens[i - 1] !== close; i++) {
    const token = tokens[i];
    if (/^[([{]$/.test(token.text)) depth++;
    else if (/^[)\]}]$/.test(token.text)) depth--;
    const isEnd = token === close || (token.text === "," && depth === 1);
    if (!isEnd) continue;
    items.push(
      text
        .slice(from, token.start)
        .trim()
        .replace(/\(\s*\n\s*/g, "(")
        .replace(/\s*\n\s*/g, " "),
    );
    from = token.end;
  }
  return items;
}

function fits(line: CText): boolean {
  return columnOf(line, line.length) <= LINE_WIDTH;
}

function closingParen(tokens: readonly CToken[], open: number): CToken | undefined {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i].text === "(") depth++;
    else if (tokens[i].text === ")" && --depth === 0) return tokens[i];
    else if (tokens[i].text === "{" || tokens[i].text === ";") return undefined;
  }
  return undefined;
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

interface AlignedLine {
  /** Offset of the first byte of the line and of its first token. */
  readonly start: number;
  readonly token: number;
  /** Offset of the parenthesis it is aligned to. */
  readonly open: number;
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

interface Break {
  readonly edit: Edit;
  readonly depth: number;
  readonly line: number;
  /** Whether the line up to here fits. */
  readonly fits: boolean;
}

/** The best comma to break the first line that grew too long: one that makes it fit, least nested, then last. */
function findBreak(text: CText, before: ReadonlySet<string>): Edit | undefined {
  const open: number[] = [];
  let best: Break | undefined;
  for (const token of cTokens(text)) {
    if (token.text === "(") open.push(token.start);
    else if (token.text === ")") open.pop();
    const top = open.at(-1);
    if (token.text !== "," || top === undefined || text[token.end] !== " ") continue;
    const line = text.lastIndexOf("\n", token.start - 1) + 1;
    if (best && line !== best.line) return best.edit;
    if (!isTooLong(text, line, before)) continue;
    const margin = indentTo(columnOf(text, top) + 1);
    const edit = { start: token.end, end: token.end + 1, text: `\n${margin}` };
    const found = { edit, depth: open.length, line, fits: columnOf(text, token.end) <= LINE_WIDTH };
    if (!best || (found.fits && (!best.fits || found.depth <= best.depth))) best = found;
  }
  return best?.edit;
}

function isTooLong(text: CText, start: number, before: ReadonlySet<string>): boolean {
  const end = text.indexOf("\n", start);
  const line = text.slice(start, end < 0 ? text.length : end);
  return columnOf(line, line.length) > LINE_WIDTH && !before.has(line);
}
