import { Mark } from "../lexer/marks.ts";
import type { TokenView } from "../lexer/token-view.ts";
import { BASIC_TYPE_WORDS, NOT_CALLED, STATEMENT_WORDS, TAG_WORDS } from "./c-keywords.ts";
import type { TextMask } from "./text-mask.ts";

/** Most words and strings of one argument that are looked at. */
const LONGEST_RUN = 32;

/** A number as C has it: integers, decimal and hexadecimal floats, suffixes. */
const C_NUMBER =
  /^(?:0[xX][\da-fA-F]+|0[bB][01]+|\d+)[uUlL]*$|^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[fFlL]?$|^0[xX][\da-fA-F.]+[pP][+-]?\d+$/;

/** A word before a parenthesis that is no keyword. */
export function isCallee(view: TokenView, index: number): boolean {
  return (
    view.mark(index + 1) === Mark.OpenParen && view.isIdentifier(index) && !NOT_CALLED.has(view.word(index))
  );
}

/** Masks what a call begins with. `offsetof` takes members of members in the kernel, which the grammar does not know: it becomes a plain call. */
export function maskCall(view: TokenView, mask: TextMask, callee: number): void {
  if (view.word(callee) === "offsetof") mask.put(view.start(callee), "X");
  maskArgument(view, mask, callee, callee + 2);
}

/**
 * Makes one identifier of what macros take as an argument and functions do not, when it is the whole argument at
 * token `at` of the call of `callee`: a type (`struct foo *`), macro words among strings (`KERN_ERR PFX "x"`),
 * two words, or a number that is none (`10baseT_Full`).
 */
export function maskArgument(view: TokenView, mask: TextMask, callee: number, at: number): void {
  const end = typeEnd(view, at, at === callee + 2);
  if (end > at) mask.join(view.start(at), view.end(end - 1));
  else if (view.isNumber(at)) {
    if (endsArgument(view, at + 1) && !C_NUMBER.test(view.spelling(at))) mask.put(view.start(at), "X");
  } else if (!isAfterType(view, callee)) joinWords(view, mask, at);
}

function endsArgument(view: TokenView, index: number): boolean {
  const mark = view.mark(index);
  return mark === Mark.Comma || mark === Mark.CloseParen;
}

/** `int f(u32 a)`: a prototype, not a call. */
function isAfterType(view: TokenView, callee: number): boolean {
  const word = view.word(callee - 1);
  return word !== "" && word !== "static" && !STATEMENT_WORDS.has(word);
}

/** Index behind the type at token `at` when it is the whole argument, else `at`. */
function typeEnd(view: TokenView, at: number, isFirst: boolean): number {
  let i = at;
  while (view.word(i) === "const" || view.word(i) === "volatile") i++;
  let isType = i > at;
  const word = view.word(i);
  if (TAG_WORDS.has(word) && view.isIdentifier(i + 1)) {
    i += 2;
    isType = true;
  } else if (BASIC_TYPE_WORDS.has(word)) {
    if (isFirst && word === "void" && view.mark(i + 1) === Mark.CloseParen) return at;
    while (BASIC_TYPE_WORDS.has(view.word(i))) i++;
    isType = true;
  } else if (isPlainWord(view, i)) i++;
  else return at;
  const stars = i;
  while (view.mark(i) === Mark.Star || (i > stars && view.word(i) === "const")) i++;
  return (isType || i > stars) && endsArgument(view, i) ? i : at;
}

/** Joins each run of words (and of words with arguments) between strings when nothing else is in the argument. */
function joinWords(view: TokenView, mask: TextMask, at: number): void {
  const runs: { from: number; to: number }[] = [];
  let i = at;
  let hasString = false;
  while (!endsArgument(view, i)) {
    if (i - at > LONGEST_RUN) return;
    const from = i;
    if (view.isString(i)) hasString = true;
    if (view.isString(i)) i++;
    else i = wordsEnd(view, i);
    if (i === from) return;
    if (!view.isString(from) && i > from + 1) runs.push({ from, to: i });
  }
  const isCall =
    runs.length === 1 && runs[0].from === at && runs[0].to === i && view.mark(i - 1) === Mark.CloseParen;
  if (!hasString && isCall) return;
  for (const run of runs) mask.join(view.start(run.from), view.end(run.to - 1));
}

/** Index behind the words at token `at`, each of which may have arguments. */
function wordsEnd(view: TokenView, at: number): number {
  let i = at;
  while (i - at <= LONGEST_RUN && isPlainWord(view, i)) {
    i++;
    if (view.mark(i) !== Mark.OpenParen) continue;
    const close = view.closingOf(i, LONGEST_RUN);
    if (close < 0) return at;
    i = close + 1;
  }
  return i;
}

function isPlainWord(view: TokenView, index: number): boolean {
  const word = view.word(index);
  return (
    word !== "" &&
    !STATEMENT_WORDS.has(word) &&
    !NOT_CALLED.has(word) &&
    !BASIC_TYPE_WORDS.has(word) &&
    !TAG_WORDS.has(word)
  );
}
