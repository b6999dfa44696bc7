import { Mark } from "../lexer/marks.ts";
import { type TokenBuffer, TokenKind } from "../lexer/tokens.ts";
import { indentOf, isFirstOnLine } from "./token-layout.ts";
import { isAnyWord } from "./token-words.ts";

/** Words that begin a statement: after a `}` at the margin they say that the body goes on. */
const STATEMENT_WORDS = [
  "if",
  "else",
  "for",
  "while",
  "do",
  "switch",
  "case",
  "default",
  "return",
  "goto",
  "break",
  "continue",
];

/** The next brace at the margin that was looked up last: remembered, so that doubtful ends cost O(tokens) all together. */
export interface MarginBrace {
  token: number;
}

/**
 * Index of the `}` that ends the body opened by the `{` at token `open`, or -1 when there is none.
 *
 * The counted partner is right unless `#if` branches hold halves of blocks. Then the count comes out one too high
 * (the end is the first `}` at the margin that no statement follows) or too low (a `}` that closes an inner block
 * looks like the end; the next brace at the margin tells).
 */
export function findBodyEnd(
  bytes: Uint8Array,
  tokens: TokenBuffer,
  open: number,
  margin: MarginBrace,
): number {
  const { hash, kind, start, count } = tokens;
  let depth = 1;
  for (let i = open + 1; i < count; i++) {
    if (kind[i] !== TokenKind.Punctuator) continue;
    if (hash[i] === Mark.OpenBrace) depth++;
    else if (hash[i] === Mark.CloseBrace) {
      depth--;
      const isAtMargin = isFirstOnLine(bytes, start[i], 0);
      if (depth === 0)
        return isAtMargin || isPlausibleEnd(bytes, tokens, open, i)
          ? i
          : endAtMargin(bytes, tokens, i, margin);
      if (isAtMargin && isTopLevelNext(bytes, tokens, i + 1)) return i;
    }
  }
  return -1;
}

/** A counted partner away from the margin is the end on a one-line body, below an equally indented `{`, or before a line at the margin. */
function isPlausibleEnd(bytes: Uint8Array, tokens: TokenBuffer, open: number, close: number): boolean {
  if (tokens.line[open] === tokens.line[close]) return true;
  const indent = indentOf(bytes, tokens.start[close]);
  if (indent >= 0 && indent === lineIndent(bytes, tokens, open)) return true;
  return close + 1 >= tokens.count || isFirstOnLine(bytes, tokens.start[close + 1], 0);
}

/** Indent of the line that token `index` stands on. */
function lineIndent(bytes: Uint8Array, tokens: TokenBuffer, index: number): number {
  let first = index;
  while (first > 0 && tokens.line[first - 1] === tokens.line[index]) first--;
  return indentOf(bytes, tokens.start[first]);
}

function isTopLevelNext(bytes: Uint8Array, tokens: TokenBuffer, next: number): boolean {
  if (next >= tokens.count) return true;
  if (!isFirstOnLine(bytes, tokens.start[next], 0) || tokens.kind[next] !== TokenKind.Identifier)
    return false;
  return !isAnyWord(bytes, tokens, next, STATEMENT_WORDS);
}

/** From a doubtful end on: the next `}` at the margin, unless a `{` at the margin (another body) comes before it. */
function endAtMargin(bytes: Uint8Array, tokens: TokenBuffer, doubtful: number, margin: MarginBrace): number {
  const { hash, kind, start, count } = tokens;
  if (margin.token <= doubtful) {
    let i = doubtful + 1;
    while (i < count && !(isBrace(kind[i], hash[i]) && isFirstOnLine(bytes, start[i], 0))) i++;
    margin.token = i;
  }
  return margin.token < count && hash[margin.token] === Mark.CloseBrace ? margin.token : doubtful;
}

function isBrace(kind: number, hash: number): boolean {
  return kind === TokenKind.Punctuator && (hash === Mark.OpenBrace || hash === Mark.CloseBrace);
}
