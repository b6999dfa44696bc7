import { BASIC_TYPE_WORDS, NOT_CALLED, STATEMENT_WORDS, TAG_WORDS } from "./c-keywords.ts";
import { type CompiledProfile, isIterationName } from "./compiled-profile.ts";
import type { TextMask } from "./text-mask.ts";
import type { TokenView } from "./token-view.ts";

const OPEN_PAREN = 0x28;
const CLOSE_PAREN = 0x29;
const STAR = 0x2a;
const COMMA = 0x2c;
const COLON = 0x3a;
const SEMICOLON = 0x3b;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const INCREMENT = 0x2b | (0x2b << 8);
const DECREMENT = 0x2d | (0x2d << 8);
const ELLIPSIS = 0x2e | (0x2e << 8) | (0x2e << 16);

const NO_CALL = -1;
const BRACE = -2;

/** A macro call read as a loop: `start` to `end` is the macro's name, the `while` in the tree stands for it. */
export interface IterationRewrite {
  readonly start: number;
  readonly end: number;
}

/**
 * Rewrites what macros allow in a function's body and C does not: types as arguments, macros that take a statement
 * behind them, `case A ... B`. One pass with a stack of open parentheses; `from` and `to` are the body's braces.
 */
export function rewriteBody(
  view: TokenView,
  mask: TextMask,
  profile: CompiledProfile,
  body: { readonly from: number; readonly to: number },
): IterationRewrite[] {
  const iterations: IterationRewrite[] = [];
  /** What is open: the token of the called name for a call's parenthesis, or NO_CALL, or BRACE. */
  const open: number[] = [];
  let isInCase = false;
  for (let i = body.from; i <= body.to; i++) {
    const mark = view.mark(i);
    if (mark === 0) {
      if (view.isIdentifier(i) && view.word(i) === "case") isInCase = true;
    } else if (mark === OPEN_PAREN) {
      const isCall = view.isIdentifier(i - 1) && !NOT_CALLED.has(view.word(i - 1));
      open.push(isCall ? i - 1 : NO_CALL);
      if (isCall) joinTypeArgument(view, mask, i + 1, true);
    } else if (mark === COMMA) {
      if (open.length > 0 && open[open.length - 1] >= 0) joinTypeArgument(view, mask, i + 1, false);
    } else if (mark === CLOSE_PAREN) {
      const callee = open[open.length - 1] === BRACE ? NO_CALL : (open.pop() ?? NO_CALL);
      if (callee >= 0 && takesStatement(view, profile, callee, i))
        iterations.push(rewriteIteration(view, mask, callee));
    } else if (mark === OPEN_BRACE) open.push(BRACE);
    else if (mark === CLOSE_BRACE) while (open.length > 0 && open.pop() !== BRACE);
    else if (mark === COLON || mark === SEMICOLON) isInCase = false;
    else if (mark === ELLIPSIS && isInCase) mask.put(view.start(i), "+  ");
  }
  return iterations;
}

/** `name(…) {` or `for_each_x(…) statement`, where a statement may begin. */
function takesStatement(view: TokenView, profile: CompiledProfile, callee: number, close: number): boolean {
  if (!beginsStatement(view, callee) || view.end(callee) - view.start(callee) < 2) return false;
  const next = view.mark(close + 1);
  if (next === OPEN_BRACE) return true;
  const hasStatement = next === STAR || next === OPEN_PAREN || next === INCREMENT || next === DECREMENT;
  if (!hasStatement && !view.isIdentifier(close + 1)) return false;
  return isIterationName(profile, view.word(callee));
}

function beginsStatement(view: TokenView, index: number): boolean {
  const before = view.mark(index - 1);
  if (before !== 0) {
    return (
      before === SEMICOLON ||
      before === OPEN_BRACE ||
      before === CLOSE_BRACE ||
      before === CLOSE_PAREN ||
      before === COLON
    );
  }
  const word = view.word(index - 1);
  return word === "else" || word === "do";
}

function rewriteIteration(view: TokenView, mask: TextMask, callee: number): IterationRewrite {
  const start = view.start(callee);
  const end = view.end(callee);
  const keyword = end - start >= 5 ? "while" : "if";
  mask.put(start, keyword);
  mask.blank(start + keyword.length, end);
  return { start, end };
}

/** Makes one identifier of the type that is a whole argument at token `at`, if it is one. */
function joinTypeArgument(view: TokenView, mask: TextMask, at: number, isFirst: boolean): void {
  const end = typeEnd(view, at, isFirst);
  if (end <= at) return;
  const from = view.start(at);
  const to = view.end(end - 1);
  if (mask.hasNewline(from, to)) mask.blank(from + 1, to);
  mask.join(from, mask.hasNewline(from, to) ? from + 1 : to);
}

/** Index behind the type at token `at` when it ends the argument, else `at`. */
function typeEnd(view: TokenView, at: number, isFirst: boolean): number {
  let i = at;
  while (view.word(i) === "const" || view.word(i) === "volatile") i++;
  const isQualified = i > at;
  let isType = isQualified;
  if (TAG_WORDS.has(view.word(i)) && view.isIdentifier(i + 1)) {
    i += 2;
    isType = true;
  } else if (BASIC_TYPE_WORDS.has(view.word(i))) {
    if (isFirst && view.word(i) === "void" && view.mark(i + 1) === CLOSE_PAREN) return at;
    while (BASIC_TYPE_WORDS.has(view.word(i))) i++;
    isType = true;
  } else if (view.isIdentifier(i) && !STATEMENT_WORDS.has(view.word(i)) && !NOT_CALLED.has(view.word(i))) i++;
  else return at;
  const stars = i;
  while (view.mark(i) === STAR || (i > stars && view.word(i) === "const")) i++;
  if (!isType && i === stars) return at;
  const next = view.mark(i);
  return next === COMMA || next === CLOSE_PAREN ? i : at;
}
