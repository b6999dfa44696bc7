import { blankComments } from "../members/comments.ts";
import type { MacroTable } from "../members/macro-table.ts";
import type { SourceFile } from "../members/source-file.ts";
import { type CToken, cTokens, isWord } from "../syntax/c-tokens.ts";

/** The enumerators of type `int` that a driver declares itself; files are read when first asked. */
export interface EnumTable {
  has(name: string): boolean;
}

/**
 * The enumerators of a driver's own files that surely have type `int`: an enum with a value that may not fit an
 * `int` gives all its enumerators another type in GNU C, so such an enum is left out whole.
 */
export function ownEnumerators(macros: MacroTable): EnumTable {
  return { has: (name) => macros.files.some((file) => enumeratorsOf(file).has(name)) };
}

const known = new WeakMap<SourceFile, ReadonlySet<string>>();
const ENUM = /\benum\b[^;{}()=]{0,200}\{([^{}]*)\}/g;

/** The same of one file. */
export function enumeratorsOf(file: SourceFile): ReadonlySet<string> {
  const before = known.get(file);
  if (before) return before;
  const names = new Set<string>();
  if (file.text.includes("enum")) {
    for (const [, body] of blankComments(file.text).matchAll(ENUM)) {
      for (const name of readEnum(cTokens(body), names)) names.add(name);
    }
  }
  known.set(file, names);
  return names;
}

function readEnum(tokens: readonly CToken[], before: ReadonlySet<string>): string[] {
  const names: string[] = [];
  let fits = true;
  let isValue = false;
  for (const [i, token] of tokens.entries()) {
    if (token.text === ",") isValue = false;
    else if (token.text === "=") isValue = true;
    else if (!isValue && isWord(token)) names.push(token.text);
    else if (isValue) fits &&= isSmall(tokens, i, (name) => names.includes(name) || before.has(name));
    else fits = false;
  }
  return fits ? names : [];
}

/** Part of a value that keeps it in an `int`: literals, known enumerators, `BIT(n)` and `1 << n` with n below 31. */
function isSmall(tokens: readonly CToken[], at: number, isKnown: (name: string) => boolean): boolean {
  const { text } = tokens[at];
  const before = tokens[at - 1].text;
  if (/^[-+|()]$|^<<$/.test(text)) return text !== "<<" || /^\(?1$/.test(before);
  if (/^(?:0x[0-9a-f]+|\d+)[uU]?$/i.test(text)) {
    const value = Number(text.replace(/[uU]$/, ""));
    const isShift = before === "<<" || (before === "(" && tokens[at - 2].text === "BIT");
    return value < (isShift ? 31 : 2 ** 30);
  }
  return text === "BIT" || isKnown(text);
}
