import { Mark } from "../lexer/marks.ts";
import { type TokenBuffer, TokenKind } from "../lexer/tokens.ts";
import { isFirstOnLine } from "./token-layout.ts";
import { isAnyWord } from "./token-words.ts";

/** Words that stand before a parenthesis and are no function's name. */
const NOT_A_NAME =
  "if for while switch return sizeof do else typeof __typeof__ asm __asm__ defined __attribute__ __attribute __aligned".split(
    " ",
  );
/** Words that are a type on their own: `int (name)(…)` has its name in the parentheses. */
const TYPE_WORDS = "void char short int long unsigned signed float double bool".split(" ");
/** Words before a declaration that give a function no type of its own. */
const STORAGE_WORDS = [
  "static",
  "inline",
  "extern",
  "__inline",
  "__inline__",
  "__always_inline",
  "noinline",
  "notrace",
];
const TAG_WORDS = ["struct", "union", "enum"];

/** Where a function's declaration begins and where its name is (token indexes). */
export interface FunctionHead {
  firstToken: number;
  nameToken: number;
}

/**
 * Reads backwards from the `{` at token `body`: annotations, `(parameters)`, name, return type. False when that is
 * no function: an initialiser, a struct, a macro that defines something in all its arguments.
 */
export function readFunctionHead(
  bytes: Uint8Array,
  tokens: TokenBuffer,
  body: number,
  out: FunctionHead,
): boolean {
  const name = findName(bytes, tokens, body);
  if (name < 0 || isAnyWord(bytes, tokens, name, NOT_A_NAME)) return false;
  const before = name - 1;
  if (
    before >= 0 &&
    tokens.kind[before] === TokenKind.Identifier &&
    isAnyWord(bytes, tokens, before, TAG_WORDS)
  )
    return false;
  if (before >= 0 && isExpressionMark(tokens, before)) return false;
  out.nameToken = name;
  out.firstToken = findDeclarationStart(bytes, tokens, name);
  return hasType(bytes, tokens, out.firstToken, name) || !isMacroName(bytes, tokens, name);
}

/** The name before the parameter list, stepping over annotations with and without arguments; -1 when there is none. */
function findName(bytes: Uint8Array, tokens: TokenBuffer, body: number): number {
  let at = body - 1;
  while (at >= 0 && tokens.kind[at] === TokenKind.Identifier) at--;
  while (at >= 0 && isMark(tokens, at, Mark.CloseParen)) {
    const open = openingOf(tokens, at);
    if (open < 1) return -1;
    const word = open - 1;
    if (isMark(tokens, word, Mark.CloseParen)) return nameInDeclarator(bytes, tokens, word);
    if (tokens.kind[word] !== TokenKind.Identifier) return -1;
    if (!isAnnotation(bytes, tokens, word)) return word;
    at = word - 1;
    while (at >= 0 && tokens.kind[at] === TokenKind.Identifier) at--;
  }
  return -1;
}

/** A word with arguments is an annotation of the parameter list before it, unless it is a name on a line of its own. */
function isAnnotation(bytes: Uint8Array, tokens: TokenBuffer, word: number): boolean {
  let before = word - 1;
  while (
    before >= 0 &&
    tokens.kind[before] === TokenKind.Identifier &&
    startsWithUnderscores(bytes, tokens, before)
  )
    before--;
  if (before < 0 || !isMark(tokens, before, Mark.CloseParen)) return false;
  return startsWithUnderscores(bytes, tokens, word) || !isFirstOnLine(bytes, tokens.start[word], 0);
}

/** `void (*name(int a))(int)` or `FNAME(name)(int a)`: the name inside, or before, the group that ends at `close`. */
function nameInDeclarator(bytes: Uint8Array, tokens: TokenBuffer, close: number): number {
  const open = openingOf(tokens, close);
  if (open < 1) return -1;
  const isMacro =
    tokens.kind[open - 1] === TokenKind.Identifier && !isAnyWord(bytes, tokens, open - 1, TYPE_WORDS);
  if (isMacro && !isMark(tokens, open + 1, Mark.Star)) return open - 1;
  let at = open + 1;
  while (at < close && isMark(tokens, at, Mark.Star)) at++;
  return at < close && tokens.kind[at] === TokenKind.Identifier ? at : -1;
}

/** Index of the `(` that the `)` at `close` belongs to; -1 when a brace or `;` comes first. */
function openingOf(tokens: TokenBuffer, close: number): number {
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    if (tokens.kind[i] !== TokenKind.Punctuator) continue;
    const mark = tokens.hash[i];
    if (mark === Mark.CloseParen) depth++;
    else if (mark === Mark.OpenParen && --depth === 0) return i;
    else if (mark === Mark.Semicolon || mark === Mark.OpenBrace || mark === Mark.CloseBrace) return -1;
  }
  return -1;
}

/**
 * First token of the declaration: words, `*` and annotations with arguments before the name, back to the end of
 * the declaration, macro call or preprocessor line before it.
 */
function findDeclarationStart(bytes: Uint8Array, tokens: TokenBuffer, name: number): number {
  let first = name;
  while (first > 0) {
    let candidate = first - 1;
    if (isMark(tokens, candidate, Mark.CloseParen)) {
      const open = openingOf(tokens, candidate);
      if (open < 1 || !isTypeAnnotation(bytes, tokens, open - 1)) break;
      candidate = open - 1;
    } else if (!isDeclarationToken(tokens, candidate)) break;
    if (hasDirectiveBetween(bytes, tokens.end[candidate], tokens.start[candidate + 1])) break;
    if (hasDirectiveBetween(bytes, tokens.end[first - 1], tokens.start[first])) break;
    first = candidate;
  }
  return first;
}

function isDeclarationToken(tokens: TokenBuffer, index: number): boolean {
  const kind = tokens.kind[index];
  return (
    kind === TokenKind.Identifier ||
    kind === TokenKind.String ||
    isMark(tokens, index, Mark.Star) ||
    isMark(tokens, index, Mark.OpenParen)
  );
}

/** `__printf(1, 2)`, `__attribute__((…))`, `typeof(x)` belong to the declaration; `EXPORT_SYMBOL(x)` does not. */
function isTypeAnnotation(bytes: Uint8Array, tokens: TokenBuffer, word: number): boolean {
  if (tokens.kind[word] !== TokenKind.Identifier) return false;
  return startsWithUnderscores(bytes, tokens, word) || isAnyWord(bytes, tokens, word, ["typeof", "_Alignas"]);
}

/** The text between two tokens is blanks, comments and preprocessor lines: a `#` outside of comments is one of the last. */
function hasDirectiveBetween(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (bytes[i] === 0x23) return true;
    if (bytes[i] !== 0x2f) continue;
    const isBlock = bytes[i + 1] === Mark.Star;
    i += 2;
    while (i < to && !(isBlock ? bytes[i] === Mark.Star && bytes[i + 1] === 0x2f : bytes[i] === 0x0a)) i++;
    if (isBlock) i++;
  }
  return false;
}

function hasType(bytes: Uint8Array, tokens: TokenBuffer, first: number, name: number): boolean {
  for (let i = first; i < name; i++) {
    if (tokens.kind[i] === TokenKind.Identifier && !isAnyWord(bytes, tokens, i, STORAGE_WORDS)) return true;
  }
  return false;
}

/** No lower-case letter in it. */
function isMacroName(bytes: Uint8Array, tokens: TokenBuffer, index: number): boolean {
  for (let i = tokens.start[index]; i < tokens.end[index]; i++)
    if (bytes[i] >= 0x61 && bytes[i] <= 0x7a) return false;
  return true;
}

function startsWithUnderscores(bytes: Uint8Array, tokens: TokenBuffer, index: number): boolean {
  const start = tokens.start[index];
  return tokens.end[index] - start > 2 && bytes[start] === 0x5f && bytes[start + 1] === 0x5f;
}

/** Punctuators that cannot stand before a function's name, so the `name(…) {` after them is part of an expression. */
function isExpressionMark(tokens: TokenBuffer, index: number): boolean {
  if (tokens.kind[index] !== TokenKind.Punctuator) return false;
  const mark = tokens.hash[index];
  return (
    mark !== Mark.Star &&
    mark !== Mark.Semicolon &&
    mark !== Mark.CloseBrace &&
    mark !== Mark.OpenBrace &&
    mark !== Mark.CloseParen &&
    mark !== Mark.OpenParen
  );
}

function isMark(tokens: TokenBuffer, index: number, mark: number): boolean {
  return tokens.kind[index] === TokenKind.Punctuator && tokens.hash[index] === mark;
}
