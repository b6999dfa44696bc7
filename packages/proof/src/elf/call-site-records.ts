/**
 * The kernel's records of call sites: printk's index (`struct pi_entry`, reached from `.printk_index`) and
 * dynamic debug (`struct _ddebug` in `__dyndbg`). Each holds the name of the function that the call was
 * written in, so moving a `dev_err()` into a helper changes the record, though not what the driver does.
 *
 * With a mask these records are compared by content, with the names of the helper and of the functions
 * that it replaces taken as equal, and records that become equal count once. The mask reaches nothing
 * else: a `__func__` that code prints is still compared by its text. What is equal only under the mask is
 * never `identical`.
 */
import { type ElfObject, type ElfSymbol, SHF } from "./read-elf.ts";
import { relocationsBetween } from "./relocation-target.ts";
import { baseName, type SymbolIndex } from "./symbol-index.ts";

export type CallSiteRecords = ReadonlySet<ElfSymbol>;
export const NO_CALL_SITES: CallSiteRecords = new Set();

/** The symbols of an object that are call-site records, and the pointers by which printk finds its own. */
export function findCallSiteRecords(object: ElfObject, index: SymbolIndex): CallSiteRecords {
  const found = new Set<ElfSymbol>();
  for (const section of object.sections) {
    const symbols = index.bySection.get(section.index) ?? [];
    if (section.name === "__dyndbg") for (const symbol of symbols) found.add(symbol);
    if (section.name !== ".printk_index") continue;
    for (const pointer of symbols) {
      found.add(pointer);
      const entry = pointedSymbol(object, index, pointer);
      if (entry !== undefined) found.add(entry);
    }
  }
  return found;
}

/** `__func__` and its old spellings, which the compiler makes a static array. */
export function isFunctionNameArray(symbol: ElfSymbol): boolean {
  return symbol.binding === 0 && /^__(?:func|FUNCTION|PRETTY_FUNCTION)__$/.test(baseName(symbol.name));
}

/** The text of a `__func__` array. */
export function readFunctionName(object: ElfObject, symbol: ElfSymbol): string {
  const data = object.sections[symbol.section]!.data.subarray(symbol.value, symbol.value + symbol.size);
  return Buffer.from(data).toString("latin1").replace(/\0$/, "");
}

/** Constant data that the pointer variable `pointer` holds the address of. */
function pointedSymbol(object: ElfObject, index: SymbolIndex, pointer: ElfSymbol): ElfSymbol | undefined {
  const section = object.sections[pointer.section]!;
  const [relocation] = relocationsBetween(section, pointer.value, pointer.value + pointer.size);
  const symbol = relocation && object.symbols[relocation.symbol];
  if (relocation === undefined || symbol === undefined) return undefined;
  const target = object.sections[symbol.section];
  if (target === undefined || (target.flags & SHF.EXECINSTR) !== 0) return undefined;
  const address = symbol.value + relocation.addend;
  return index.bySection.get(symbol.section)?.find((candidate) => candidate.value === address);
}
