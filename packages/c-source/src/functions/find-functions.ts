import { Mark } from "../lexer/marks.ts";
import { type TokenBuffer, TokenKind } from "../lexer/tokens.ts";
import { findBodyEnd, type MarginBrace } from "./find-body-end.ts";
import type { FunctionTable } from "./function-span.ts";
import { type FunctionHead, readFunctionHead } from "./read-function-head.ts";
import { isFirstOnLine } from "./token-layout.ts";

/** An empty table; give the same one to {@link findFunctions} for file after file. */
export function createFunctionTable(): FunctionTable {
  const capacity = 256;
  return {
    count: 0,
    firstToken: new Int32Array(capacity),
    nameToken: new Int32Array(capacity),
    bodyToken: new Int32Array(capacity),
    lastToken: new Int32Array(capacity),
  };
}

/**
 * Finds function definitions in lexed C without a parser.
 *
 * Idea: outside of functions a `{` opens a body when what stands before it reads, backwards, as
 * `type name(parameters) annotations`. Braces and parentheses are counted to know what is outside, but `#if`
 * branches (all of which give tokens) can unbalance them, so layout decides where the count is in doubt: a brace in
 * column 0 is at top level, as kernel style has it. Linear in the number of tokens; the spans are in order of the
 * text and never overlap.
 *
 * Known misses: K&R parameter declarations, bodies defined through macros (`SYSCALL_DEFINE3(…) {`), and functions
 * in unbalanced `#if` branches that are not laid out in columns.
 */
export function findFunctions(
  bytes: Uint8Array,
  _length: number,
  tokens: TokenBuffer,
  out: FunctionTable,
): void {
  const { hash, kind, count } = tokens;
  const head: FunctionHead = { firstToken: 0, nameToken: 0 };
  const margin: MarginBrace = { token: -1 };
  let braces = 0;
  let parens = 0;
  out.count = 0;
  for (let i = 0; i < count; i++) {
    if (kind[i] !== TokenKind.Punctuator) continue;
    const mark = hash[i];
    if (mark === Mark.OpenParen) parens++;
    else if (mark === Mark.CloseParen) parens = Math.max(0, parens - 1);
    else if (mark === Mark.OpenBrace) {
      const isTop = (braces === 0 && parens === 0) || isFirstOnLine(bytes, tokens.start[i], 0);
      if (isTop && readFunctionHead(bytes, tokens, i, head)) {
        const last = findBodyEnd(bytes, tokens, i, margin);
        // A body that never ends: whatever follows is not known to be outside of it.
        if (last < 0) return;
        addFunction(out, head, i, last);
        i = last;
        braces = 0;
        parens = 0;
      } else braces++;
    } else if (mark === Mark.CloseBrace) {
      const isAtMargin = isFirstOnLine(bytes, tokens.start[i], 0);
      braces = isAtMargin ? 0 : Math.max(0, braces - 1);
      if (isAtMargin) parens = 0;
    }
  }
}

function addFunction(out: FunctionTable, head: FunctionHead, body: number, last: number): void {
  if (out.count === out.firstToken.length) growTable(out);
  const index = out.count++;
  out.firstToken[index] = head.firstToken;
  out.nameToken[index] = head.nameToken;
  out.bodyToken[index] = body;
  out.lastToken[index] = last;
}

function growTable(out: FunctionTable): void {
  for (const column of ["firstToken", "nameToken", "bodyToken", "lastToken"] as const) {
    const wider = new Int32Array(out[column].length * 2);
    wider.set(out[column]);
    out[column] = wider;
  }
}
