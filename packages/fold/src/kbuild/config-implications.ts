/*
 * Whether one configuration symbol is surely on when another is, as Kconfig says it: `X depends on H`, or stands in an
 * `if H`, or selects it; directly or through symbols that it depends on. A symbol that is selected need not have its own
 * dependencies, so of those only the selects count. Of an expression only what is joined by `&&` at its top is certain.
 * Errs towards no: symbols that are defined far from the driver's folder are not looked for.
 */
import type { TreeReader } from "@kindred/c-source";
import { type KconfigEntry, type KconfigFile, readKconfig } from "./read-kconfig.ts";

export interface ConfigReader {
  /** Whether `symbol` is at least as much on as `user`, whose entry stands in a Kconfig of the folder or above it. */
  implies(user: string, symbol: string, folder: string): boolean;
  /** The one entry of a symbol, and its file; undefined when there are more, or none. */
  entryOf(symbol: string, folder: string): PlacedEntry | undefined;
}

export interface PlacedEntry {
  readonly file: string;
  readonly entry: KconfigEntry;
  /** Conditions of the entry, and of the places where its file is included. */
  readonly depends: readonly string[];
}

/** Symbols looked at on the way from one to another. */
const MOST_SYMBOLS = 60;

export function createConfigReader(tree: TreeReader): ConfigReader {
  const files = new Map<string, KconfigFile | undefined>();
  const open = (path: string): KconfigFile | undefined => {
    const text = files.has(path) ? undefined : tree.readText(path);
    if (!files.has(path)) files.set(path, text === undefined ? undefined : readKconfig(text));
    return files.get(path);
  };
  const entryOf = (symbol: string, folder: string): PlacedEntry | undefined => {
    const above = kconfigsAbove(folder);
    for (const [i, file] of above.entries()) {
      const entries = open(file)?.entries.filter((entry) => entry.symbol === symbol) ?? [];
      if (entries.length > 1) return undefined;
      if (entries.length === 1) {
        const depends = [...entries[0].depends, ...conditionsAbove(file, above.slice(i + 1), open)];
        return { file, entry: entries[0], depends };
      }
    }
    return undefined;
  };
  return { entryOf, implies: (user, symbol, folder) => isImplied(user, symbol, folder, entryOf) };
}

/** `drivers/a/b` → its Kconfig, that of `drivers/a`, that of `drivers`. */
export function kconfigsAbove(folder: string): string[] {
  const parts = folder.split("/");
  return parts.map((_, i) => `${parts.slice(0, parts.length - i).join("/")}/Kconfig`);
}

/** Conditions around the lines that include a file, up to the top. */
function conditionsAbove(
  file: string,
  above: readonly string[],
  open: (path: string) => KconfigFile | undefined,
): string[] {
  const conditions: string[] = [];
  let included = file;
  for (const each of above) {
    const found = open(each)?.sources.get(included);
    if (!found) continue;
    conditions.push(...found);
    included = each;
  }
  return conditions;
}

function isImplied(user: string, symbol: string, folder: string, entryOf: ConfigReader["entryOf"]): boolean {
  const seen = new Set<string>();
  const queue = [{ name: user, isSelected: false }];
  const isBool = entryOf(user, folder)?.entry.type === "bool";
  for (let next = queue.shift(); next && seen.size < MOST_SYMBOLS; next = queue.shift()) {
    if (next.name === symbol)
      return !isBool || user === symbol || entryOf(symbol, folder)?.entry.type === "bool";
    if (seen.has(next.name)) continue;
    seen.add(next.name);
    const placed = entryOf(next.name, folder);
    if (!placed) continue;
    queue.push(...placed.entry.selects.map((name) => ({ name, isSelected: true })));
    if (next.isSelected) continue;
    queue.push(...placed.depends.flatMap(conjuncts).map((name) => ({ name, isSelected: false })));
  }
  return false;
}

/** Symbols that an expression is a plain conjunction of: `A && B=y` gives both, `A || B` none. */
function conjuncts(expression: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < expression.length; at++) {
    if (expression[at] === "(") depth++;
    else if (expression[at] === ")") depth--;
    else if (depth === 0 && expression.startsWith("||", at)) return [];
    else if (depth === 0 && expression.startsWith("&&", at)) {
      parts.push(expression.slice(from, at));
      from = at + 2;
    }
  }
  parts.push(expression.slice(from));
  return parts.flatMap((part) => /^\(*\s*(\w+)\s*(?:=\s*y\s*)?\)*$/.exec(part.trim())?.[1] ?? []);
}
