import { isFunctionNameArray } from "./call-site-records.ts";
import { type ElfObject, type ElfSection, type ElfSymbol, SHF, STT } from "./read-elf.ts";
import { baseName, type SymbolIndex } from "./symbol-index.ts";

/**
 * Tables that functions keep for themselves: `static const` locals, which the compiler numbers and puts where nothing
 * can write. Only code of the function that declares one can name it, so two equal ones can be one: what could tell
 * them apart is a comparison of their addresses, which `fold` refuses. `__func__` is compared by its own rules.
 */
export function findConstantTables(object: ElfObject, index: SymbolIndex): ReadonlySet<ElfSymbol> {
  const isTable = (symbol: ElfSymbol): boolean =>
    symbol.type === STT.OBJECT &&
    symbol.binding === 0 &&
    baseName(symbol.name) !== symbol.name &&
    !isFunctionNameArray(symbol) &&
    isReadOnlyData(object.sections[symbol.section]);
  return new Set(index.numbered.filter(isTable));
}

function isReadOnlyData(section: ElfSection | undefined): boolean {
  return section?.name.startsWith(".rodata") === true && (section.flags & (SHF.WRITE | SHF.EXECINSTR)) === 0;
}
