import type { CText, Edit } from "@kindred/c-source";
import { findComments } from "../members/comments.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { applyAligned } from "../print/align-text.ts";
import { columnOf, indentTo } from "../print/columns.ts";
import { wrapList } from "../print/wrap-list.ts";
import { type CToken, cTokens } from "../syntax/c-tokens.ts";
import type { MacroPlan } from "./plan-macro.ts";

/** The macro's definition: one member's text with arguments where the members differ, every line but the last continued. */
export function macroText(
  body: FoldMember,
  { holes, parameters }: MacroPlan,
  comments: readonly Edit[],
  name: string,
): CText {
  const edits = holes.flatMap(({ hole, textAt }) =>
    hole.ranges.map(({ start, end }): Edit => ({ start, end, text: textAt(start, end) })),
  );
  const text = splitComments(layOutHead(applyAligned(body.text, [...edits, ...comments])));
  const head = wrapList(
    `#define ${name}(`,
    parameters.map((parameter) => parameter.name),
    ")",
  );
  return continueLines(`${head}\n${text}`);
}

/** Lays the parameters out anew and puts the brace on a line of its own; a head with comments or annotations stays as it is. */
function layOutHead(text: CText): CText {
  const tokens = cTokens(text);
  const brace = tokens.findIndex((token) => token.text === "{");
  const close = tokens[brace - 1];
  const open = openingParen(tokens, brace - 1);
  if (open === undefined || close.text !== ")") return text;
  const list = text.slice(tokens[open].end, close.start);
  if (text.slice(close.end, tokens[brace].start).trim() !== "" || /\/[/*]/.test(list)) return text;
  const line = text.lastIndexOf("\n", tokens[open].start) + 1;
  const head = wrapList(
    text.slice(line, tokens[open].end),
    itemsOf(tokens.slice(open + 1, brace - 1), text),
    ")",
  );
  return `${text.slice(0, line)}${head}\n{${text.slice(tokens[brace].end)}`;
}

function openingParen(tokens: readonly CToken[], close: number): number | undefined {
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    if (tokens[i].text === ")") depth++;
    else if (tokens[i].text === "(" && --depth === 0) return i;
  }
  return undefined;
}

/** The text between commas outside of parentheses. */
function itemsOf(tokens: readonly CToken[], text: CText): CText[] {
  const ends = [...tokens.keys()].filter((i) => tokens[i].text === "," && depthAt(tokens, i) === 0);
  const starts = [0, ...ends.map((i) => i + 1)];
  return starts.map((start, k) => {
    const last = (ends[k] ?? tokens.length) - 1;
    return text.slice(tokens[start].start, tokens[last].end).replace(/\s+/g, " ");
  });
}

function depthAt(tokens: readonly CToken[], index: number): number {
  const before = tokens.slice(0, index).map((token) => token.text);
  return before.filter((text) => text === "(").length - before.filter((text) => text === ")").length;
}

/**
 * Every comment on a line of its own: a line comment would swallow the rest of the macro, and in a comment over many
 * lines checkpatch takes the backslashes for text and the macro for ended.
 */
function splitComments(text: CText): CText {
  let result = text;
  for (const { start, end } of findComments(text).reverse()) {
    const margin = indentTo(columnOf(text, start));
    const lines = text
      .slice(start + 2, end)
      .replace(/\*\/$/, "")
      .split("\n")
      .map((line, i) => (i === 0 ? line.replace(/^\*/, "") : line.replace(/^\s*\*?/, "")).trim());
    const comments = lines.filter(Boolean).map((line) => `/* ${line.replace(/\*\//g, "* /")} */`);
    result = result.slice(0, start) + comments.join(`\n${margin}`) + result.slice(end);
  }
  return result;
}

const TAB = 8;
/** Backslashes stand in one column, but not to the right of this one. */
const LAST_COLUMN = 96;

function continueLines(text: CText): CText {
  const lines = text.split("\n").map((line) => line.trimEnd());
  const widths = lines.slice(0, -1).map((line) => columnOf(line, line.length));
  const column = Math.min(LAST_COLUMN, (Math.floor(Math.max(...widths) / TAB) + 1) * TAB);
  return lines
    .map((line, i) => {
      if (i === lines.length - 1) return line;
      const tabs = Math.ceil((column - widths[i]) / TAB);
      return `${line}${tabs > 0 ? "\t".repeat(tabs) : " "}\\`;
    })
    .join("\n");
}
