import type { MacroTable } from "../members/macro-table.ts";
import type { CToken } from "../syntax/c-tokens.ts";
import { isWord } from "../syntax/c-tokens.ts";

/** Enumerators of type `int` that a driver declares itself. */
export type EnumTable = ReadonlySet<string>;

const known = new WeakMap<MacroTable, EnumTable>();

/**
 * The enumerators of a driver's own files that surely have type `int`: an enum with a value that may not fit an
 * `int` gives all its enumerators another type in GNU C, so such an enum is left out whole.
 */
export function ownEnumerators(macros: MacroTable): EnumTable {
  const table = known.get(macros) ?? collectEnumerators(macros);
  known.set(macros, table);
  return table;
}

function collectEnumerators(macros: MacroTable): EnumTable {
  const table = new Set<string>();
  for (const { tokens } of macros.files) {
    for (let i = 0; i + 1 < tokens.length; i++) {
      if (tokens[i].text !== "enum") continue;
      const open = tokens[i + 1].text === "{" ? i + 1 : i + 2;
      if (tokens[open]?.text === "{") for (const name of readEnum(tokens, open + 1, table)) table.add(name);
    }
  }
  return table;
}

function readEnum(tokens: readonly CToken[], from: number, known: EnumTable): string[] {
  const names: string[] = [];
  let fits = true;
  let isValue = false;
  for (let i = from; i < tokens.length && tokens[i].text !== "}"; i++) {
    const token = tokens[i];
    if (token.text === ",") isValue = false;
    else if (token.text === "=") isValue = true;
    else if (!isValue && isWord(token)) names.push(token.text);
    else if (isValue) fits &&= isSmall(tokens, i, names, known);
    else fits = false;
  }
  return fits ? names : [];
}

/** Part of a value that keeps it in an `int`: literals, known enumerators, `BIT(n)` and `1 << n` with n below 31. */
function isSmall(tokens: readonly CToken[], at: number, names: readonly string[], known: EnumTable): boolean {
  const { text } = tokens[at];
  const before = tokens[at - 1].text;
  if (/^[-+|()]$|^<<$/.test(text)) return text !== "<<" || /^\(?1$/.test(before);
  if (/^(?:0x[0-9a-f]+|\d+)[uU]?$/i.test(text)) {
    const value = Number(text.replace(/[uU]$/, ""));
    return before === "<<" || (before === "(" && tokens[at - 2].text === "BIT")
      ? value < 31
      : value < 2 ** 30;
  }
  return text === "BIT" || names.includes(text) || known.has(text);
}
