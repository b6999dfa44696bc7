import type { TokenView } from "../lexer/token-view.ts";
import type { DeclaredType } from "./declared-type.ts";
import { beginsType, readTypeName } from "./read-declaration.ts";
import type { TypeSources } from "./type-sources.ts";

/** A place in the tokens of an expression, and what its names mean. */
export interface ExpressionTokens {
  readonly view: TokenView;
  readonly sources: TypeSources;
  /** Variables that statement expressions around the place declare, innermost last. */
  readonly locals: { readonly name: string; readonly type: DeclaredType | undefined }[];
  /** What the evaluation does; filled in while reading. */
  readonly uses: ExpressionUses;
  /** Above 0 inside of `sizeof` and `typeof`, where nothing is evaluated. */
  unevaluated: number;
  at: number;
  depth: number;
}

/** What evaluating an expression does, beside giving a value. */
export interface ExpressionUses {
  /** Variables that it names, and names that nothing in sight declares. */
  readonly names: Set<string>;
  /** Whether it looks through a pointer or into an array. */
  reads: boolean;
  /** Whether it calls a function. */
  calls: boolean;
  /** Whether it assigns, or holds statements. */
  assigns: boolean;
  /** Whether it divides by, or shifts by, what is no literal. */
  mayTrap: boolean;
}

/** Notes that an evaluation does something. */
export function note(
  { uses, unevaluated }: ExpressionTokens,
  what: "reads" | "calls" | "assigns" | "mayTrap",
): void {
  if (unevaluated === 0) uses[what] = true;
}

/** Reads what is not evaluated. */
export function withoutEvaluation<T>(tokens: ExpressionTokens, read: () => T): T {
  tokens.unevaluated++;
  const result = read();
  tokens.unevaluated--;
  return result;
}

/** What cannot be read as an expression ends the reading: there is no type. */
export const NOT_READ = Symbol("not read");

/** Deeper nesting is not read: recursion must be safe on hostile text. */
export const MOST_DEPTH = 200;

export function peek({ view, at }: ExpressionTokens, ahead = 0): string {
  return view.spelling(at + ahead);
}

export function accept(tokens: ExpressionTokens, text: string): boolean {
  if (peek(tokens) !== text) return false;
  tokens.at++;
  return true;
}

export function expect(tokens: ExpressionTokens, text: string): void {
  if (!accept(tokens, text)) throw NOT_READ;
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** Index of the bracket that closes the one at `open`. */
export function closingBracket({ view }: ExpressionTokens, open: number): number {
  const opening = view.spelling(open);
  const closing = CLOSING.get(opening);
  let depth = 0;
  for (let i = open; i < view.count; i++) {
    const text = view.spelling(i);
    if (text === opening) depth++;
    else if (text === closing && --depth === 0) return i;
  }
  throw NOT_READ;
}

/** Whether a type, and not an expression, begins at the place. */
export function isTypeAhead(tokens: ExpressionTokens): boolean {
  const word = tokens.view.word(tokens.at);
  if (word === "") return false;
  if (beginsType(word) || TYPEOF.has(word)) return true;
  if (tokens.locals.some(({ name }) => name === word) || tokens.sources.variable(word)) return false;
  return tokens.sources.declarations.isTypedef(word);
}

export const TYPEOF: ReadonlySet<string> = new Set([
  "typeof",
  "__typeof__",
  "__typeof",
  "typeof_unqual",
  "__auto_type",
]);

/** The type named from the place up to `close`; undefined for one that is more than words and stars. */
export function readTypeUpTo(tokens: ExpressionTokens, close: number): DeclaredType | undefined {
  const type = readTypeName(tokens.view, tokens.at, close);
  tokens.at = close;
  return type;
}
