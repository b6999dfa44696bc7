import { Mark } from "../lexer/marks.ts";
import type { TokenView } from "../lexer/token-view.ts";
import { type DeclaredType, functionPointer, makeType } from "./declared-type.ts";

/** A name with its declared type; no type when the declaration is more than this reader knows. */
export interface DeclaredName {
  readonly name: string;
  readonly type: DeclaredType | undefined;
}

const STORAGE: ReadonlySet<string> = new Set(
  "static extern inline register auto typedef __inline __inline__ __always_inline noinline asmlinkage restrict __restrict".split(
    " ",
  ),
);
/** Annotations that belong to a pointer's type; the others say nothing about it. */
const ADDRESS_SPACES: ReadonlySet<string> = new Set(["__iomem", "__user", "__percpu", "__rcu", "__kernel"]);
const BASIC: ReadonlySet<string> = new Set(
  "unsigned signed int long char short void bool _Bool float double".split(" "),
);
const TAGS: ReadonlySet<string> = new Set(["struct", "union", "enum"]);
const QUALIFIERS: ReadonlySet<string> = new Set(["const", "volatile", "__volatile__"]);

/**
 * Reads the declaration in tokens `from` to `to` (its `;` left out): `static const struct foo *a, b[3] = …`.
 * Not read: function pointers, bodies of structs, `typeof`, attributes in odd places; such names have no type.
 */
export function readDeclaration(view: TokenView, from: number, to: number): DeclaredName[] {
  const { base, next } = readSpecifiers(view, from, to);
  return readDeclarators(view, base, next, to);
}

/** Reads a type without a name, `const struct foo *`; undefined when it is more than words and stars. */
export function readTypeName(view: TokenView, from: number, to: number): DeclaredType | undefined {
  const { base, next } = readSpecifiers(view, from, to);
  const stars = readStars(view, next, to);
  return base === undefined || stars.next < to ? undefined : makeType(base, stars.levels);
}

/** Whether a word can only begin a type: `struct`, `unsigned`, `const`, `__force`. */
export function beginsType(word: string): boolean {
  return (
    BASIC.has(word) ||
    TAGS.has(word) ||
    QUALIFIERS.has(word) ||
    ADDRESS_SPACES.has(word) ||
    word === "__force"
  );
}

/** Reads `*a, b[3] = …`, the declarators behind the words of type `base`. */
export function readDeclarators(
  view: TokenView,
  base: string | undefined,
  from: number,
  to: number,
): DeclaredName[] {
  const names: DeclaredName[] = [];
  let at = from;
  while (at < to) {
    const declarator = readDeclarator(view, at, to);
    if (!declarator) return names;
    const { name, levels, isArray, bits, isFunction } = declarator;
    const type = base !== undefined && levels ? makeType(base, levels, isArray) : undefined;
    if (isFunction) names.push({ name, type: type && functionPointer(type) });
    else names.push({ name, type: type && bits !== undefined ? { ...type, bits } : type });
    at = nextComma(view, declarator.next, to) + 1;
  }
  return names;
}

/** The words before the first declarator. The last plain word is the declarator's name unless a `*` follows the words. */
function readSpecifiers(
  view: TokenView,
  from: number,
  to: number,
): { base: string | undefined; next: number } {
  const words: string[] = [];
  let typeWords = 0;
  let at = from;
  while (at < to && view.isIdentifier(at)) {
    const word = view.word(at);
    if (isIgnored(view, at)) {
      at = skipAnnotation(view, at);
      continue;
    }
    const isType = BASIC.has(word) || TAGS.has(word);
    const isQualifier = QUALIFIERS.has(word) || ADDRESS_SPACES.has(word);
    // After a complete type a further plain word is the name.
    if (!isQualifier && typeWords > 0 && !(isType && BASIC.has(words[words.length - 1] ?? ""))) break;
    words.push(word);
    at++;
    if (TAGS.has(word)) {
      if (at >= to || !view.isIdentifier(at)) return { base: undefined, next: to };
      words.push(view.word(at++));
    }
    if (!isQualifier) typeWords++;
  }
  return { base: typeWords > 0 ? sortQualifiers(words) : undefined, next: at };
}

/** `char const` is `const char`. */
function sortQualifiers(words: readonly string[]): string {
  const front = words.filter((word) => QUALIFIERS.has(word));
  const back = words.filter((word) => ADDRESS_SPACES.has(word));
  const type = words.filter((word) => !QUALIFIERS.has(word) && !ADDRESS_SPACES.has(word));
  return [...new Set(front), ...type, ...new Set(back)].join(" ");
}

function isIgnored(view: TokenView, at: number): boolean {
  const word = view.word(at);
  return (
    STORAGE.has(word) ||
    (word.startsWith("__") &&
      !ADDRESS_SPACES.has(word) &&
      !isUnderscoredType(word) &&
      word !== "__volatile__")
  );
}

/** `__u32`, `__be16`, `__poll_t`: types, where other words with two underscores are annotations. */
function isUnderscoredType(word: string): boolean {
  return /^__(?:[us](?:8|16|32|64)|[bl]e(?:16|32|64)|\w+_t|sum16|wsum)$/.test(word);
}

function skipAnnotation(view: TokenView, at: number): number {
  if (view.mark(at + 1) !== Mark.OpenParen) return at + 1;
  const close = view.closingOf(at + 1, 64);
  return close < 0 ? at + 1 : close + 1;
}

interface Declarator {
  readonly name: string;
  /** Undefined for a declarator with parentheses or more than one dimension. */
  readonly levels: readonly boolean[] | undefined;
  readonly isArray: boolean;
  /** Width of a bit-field. */
  readonly bits?: number;
  /** Whether the name stands for a pointer to a function that gives the type. */
  readonly isFunction?: boolean;
  readonly next: number;
}

/** Stars, name and array brackets. */
function readDeclarator(view: TokenView, from: number, to: number): Declarator | undefined {
  const { levels, next } = readStars(view, from, to);
  if (next >= to || !view.isIdentifier(next)) return readParenthesised(view, next, to, levels);
  const array = skipArray(view, next + 1, to);
  const isFunction = view.mark(array.next) === Mark.OpenParen && array.next < to;
  // An array of arrays decays to a pointer to an array, which is not two levels of pointers.
  const isPlain = !isFunction && array.dimensions < 2;
  const isArray = array.dimensions > 0;
  const all = isArray ? [...levels, false] : levels;
  const bits = view.mark(array.next) === Mark.Colon && array.next < to ? readBits(view, array.next + 1) : {};
  return { name: view.word(next), levels: isPlain ? all : undefined, isArray, ...bits, next: array.next };
}

function readBits(view: TokenView, at: number): { bits: number } {
  return { bits: view.isNumber(at) ? Number(view.spelling(at)) : Number.NaN };
}

/** The `*` before a name, each with whether `const` follows it; annotations between them are stepped over. */
function readStars(view: TokenView, from: number, to: number): { levels: boolean[]; next: number } {
  const levels: boolean[] = [];
  let at = from;
  while (at < to) {
    const word = view.word(at);
    if (view.mark(at) === Mark.Star) levels.push(false);
    else if (word === "const" && levels.length > 0) levels[levels.length - 1] = true;
    else if (word === "" || !(QUALIFIERS.has(word) || ADDRESS_SPACES.has(word) || isIgnored(view, at))) break;
    at = word !== "" && isIgnored(view, at) ? skipAnnotation(view, at) : at + 1;
  }
  return { levels, next: at };
}

function skipArray(view: TokenView, from: number, to: number): { dimensions: number; next: number } {
  let dimensions = 0;
  let at = from;
  while (at < to && view.mark(at) === Mark.OpenBracket) {
    while (at < to && view.mark(at) !== Mark.CloseBracket) at++;
    at = Math.min(at + 1, to);
    dimensions++;
  }
  return { dimensions, next: at };
}

/** `(*name)(…)`, or `(name, …)` behind a macro that declares: the name is taken, so that no other answers for it. */
function readParenthesised(
  view: TokenView,
  at: number,
  to: number,
  gives: readonly boolean[],
): Declarator | undefined {
  if (view.mark(at) !== Mark.OpenParen) return undefined;
  const close = view.closingOf(at, to - at);
  let inside = at + 1;
  while (inside < to && view.mark(inside) === Mark.Star) inside++;
  if (inside >= to || !view.isIdentifier(inside)) return undefined;
  const isFunction = close === inside + 1 && inside === at + 2 && view.mark(close + 1) === Mark.OpenParen;
  const end = isFunction ? view.closingOf(close + 1, to - close) : close;
  const next = end < 0 ? to : end + 1;
  return {
    name: view.word(inside),
    levels: isFunction ? gives : undefined,
    isArray: false,
    isFunction,
    next,
  };
}

/** Index of the next comma outside of brackets, or `to`. */
function nextComma(view: TokenView, from: number, to: number): number {
  let depth = 0;
  for (let i = from; i < to; i++) {
    const mark = view.mark(i);
    if (mark === Mark.OpenParen || mark === Mark.OpenBrace || mark === Mark.OpenBracket) depth++;
    else if (mark === Mark.CloseParen || mark === Mark.CloseBrace || mark === Mark.CloseBracket) depth--;
    else if (mark === Mark.Comma && depth <= 0) return i;
  }
  return to;
}
