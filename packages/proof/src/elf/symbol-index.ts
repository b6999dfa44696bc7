/**
 * Which symbols an object defines, and a name for each that does not depend on the compiler's numbering.
 *
 * gcc numbers function-local statics (`count.7`, `__key.3`), clones of functions (`f.constprop.0`) and the
 * kernel's unique names (`__UNIQUE_ID_license412`); one line more above changes those numbers. They are
 * replaced by `base@k`, k counted in the order of first use by the walk. The map from symbols to labels is
 * injective, always: two statics never share a label, so a helper that merges two `lock_class_key`s, or
 * swaps two counters, cannot look like the original.
 */
import { dropCounters } from "../compare/drop-counters.ts";
import { type ElfObject, type ElfSymbol, SHN, STT } from "./read-elf.ts";

export interface SymbolIndex {
  /** Symbols that stand for functions and data, by section, sorted by address. */
  readonly bySection: ReadonlyMap<number, readonly ElfSymbol[]>;
  /** All of them; those with a name of their own first, then those that are numbered. */
  readonly stable: readonly ElfSymbol[];
  readonly numbered: readonly ElfSymbol[];
  label(symbol: ElfSymbol): string;
  /** Every symbol that got its label by number so far, in that order. */
  readonly labelled: readonly ElfSymbol[];
}

/**
 * Builds the index of one object.
 * @param renamed names of static functions that are to count as numbered, whatever they are called.
 */
export function indexSymbols(object: ElfObject, renamed: ReadonlySet<string> = new Set()): SymbolIndex {
  const defined = object.symbols.filter(isDefinition);
  const count = new Map<string, number>();
  for (const symbol of defined) {
    count.set(baseName(symbol.name), (count.get(baseName(symbol.name)) ?? 0) + 1);
  }
  const isStable = (symbol: ElfSymbol): boolean => {
    if (symbol.binding !== 0) return true;
    return !renamed.has(symbol.name) && baseName(symbol.name) === symbol.name && count.get(symbol.name) === 1;
  };
  const labels = new Map<ElfSymbol, string>();
  const next = new Map<string, number>();
  const labelled: ElfSymbol[] = [];
  const label = (symbol: ElfSymbol): string => {
    if (isStable(symbol)) return symbol.name;
    const known = labels.get(symbol);
    if (known !== undefined) return known;
    const base = renamed.has(symbol.name) ? "renamed function" : baseName(symbol.name);
    const number = next.get(base) ?? 0;
    next.set(base, number + 1);
    labels.set(symbol, `${base}@${number}`);
    labelled.push(symbol);
    return `${base}@${number}`;
  };
  return {
    bySection: groupBySection(defined),
    stable: defined.filter(isStable).sort((a, b) => compareText(a.name, b.name)),
    numbered: defined.filter((symbol) => !isStable(symbol)),
    label,
    labelled,
  };
}

/** Names of the static functions of an object. */
export function staticFunctions(object: ElfObject): Set<string> {
  const functions = object.symbols.filter((symbol) => symbol.type === STT.FUNC && symbol.binding === 0);
  return new Set(functions.filter(isDefinition).map((symbol) => symbol.name));
}

/** The name without the numbers that a compiler or `__COUNTER__` put on it. */
export function baseName(name: string): string {
  return dropCounters(name).replace(/\.\d+$/, "");
}

/** A plain order of strings: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isDefinition(symbol: ElfSymbol): boolean {
  if (symbol.section === SHN.UNDEF || symbol.section >= SHN.RESERVED || symbol.name === "") return false;
  if (symbol.type === STT.SECTION || symbol.type === STT.FILE) return false;
  return symbol.type !== STT.NOTYPE || symbol.binding !== 0;
}

function groupBySection(symbols: readonly ElfSymbol[]): Map<number, ElfSymbol[]> {
  const groups = new Map<number, ElfSymbol[]>();
  for (const symbol of symbols) {
    const group = groups.get(symbol.section);
    if (group === undefined) groups.set(symbol.section, [symbol]);
    else group.push(symbol);
  }
  for (const group of groups.values()) {
    group.sort((a, b) => a.value - b.value || b.size - a.size || compareText(a.name, b.name));
  }
  return groups;
}
