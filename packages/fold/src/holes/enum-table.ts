import { blankComments } from "../members/comments.ts";
import type { MacroTable } from "../members/macro-table.ts";
import type { SourceFile } from "../members/source-file.ts";
import { type CToken, cTokens, isWord } from "../syntax/c-tokens.ts";

/** The enumerators of type `int` that a driver declares itself; files are read when first asked. */
export interface EnumTable {
  has(name: string): boolean;
  /** The name of the enum that it is declared in; undefined where that has none. */
  tagOf(name: string): string | undefined;
}

/**
 * The enumerators of a driver's own files that surely have type `int`: an enum with a value that may not fit an
 * `int` gives all its enumerators another type in GNU C, so such an enum is left out whole.
 */
export function ownEnumerators(macros: MacroTable): EnumTable {
  const home = (name: string): SourceFile | undefined =>
    macros.files.find((file) => enumeratorsOf(file).has(name));
  return {
    has: (name) => home(name) !== undefined,
    tagOf: (name) => {
      const file = home(name);
      return file && enumeratorsOf(file).get(name);
    },
  };
}

const known = new WeakMap<SourceFile, ReadonlyMap<string, string | undefined>>();
const ENUM = /\benum\b([^;{}()=]{0,200})\{([^{}]*)\}/g;

/** The same of one file, each with the name of its enum. */
export function enumeratorsOf(file: SourceFile): ReadonlyMap<string, string | undefined> {
  const before = known.get(file);
  if (before) return before;
  const names = new Map<string, string | undefined>();
  if (file.text.includes("enum")) {
    for (const [, head, body] of blankComments(file.text).matchAll(ENUM)) {
      const tag = /^\s+([A-Za-z_]\w*)\s*$/.exec(head)?.[1];
      for (const name of readEnum(cTokens(body), names)) names.set(name, tag);
    }
  }
  known.set(file, names);
  return names;
}

function readEnum(tokens: readonly CToken[], before: ReadonlyMap<string, unknown>): string[] {
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
