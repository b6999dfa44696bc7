/**
 * A reader for what `gcc -c` writes on 64-bit little-endian machines: ELF64 relocatable objects with RELA
 * relocations (System V ABI, chapters 4 and 5). Every offset is checked against the file, so a truncated
 * or hostile object gives a KindredError, never a crash or an endless loop.
 */
import { KindredError } from "@kindred/c-source";

export interface ElfSection {
  readonly index: number;
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly size: number;
  readonly alignment: number;
  readonly entrySize: number;
  /** Content; zeroes for a section without bytes in the file (`.bss`). */
  readonly data: Uint8Array;
  /** Sorted by offset. */
  readonly relocations: readonly ElfRelocation[];
}

export interface ElfRelocation {
  readonly offset: number;
  readonly type: number;
  readonly symbol: number;
  readonly addend: number;
}

export interface ElfSymbol {
  readonly name: string;
  readonly type: number;
  readonly binding: number;
  readonly visibility: number;
  /** Index of its section, or one of {@link SHN}. */
  readonly section: number;
  readonly value: number;
  readonly size: number;
}

export interface ElfObject {
  readonly machine: number;
  readonly sections: readonly ElfSection[];
  readonly symbols: readonly ElfSymbol[];
}

export const SHT = { SYMTAB: 2, RELA: 4, NOBITS: 8, REL: 9 } as const;
export const SHF = { WRITE: 1, ALLOC: 2, EXECINSTR: 4, MERGE: 16, STRINGS: 32 } as const;
export const STT = { NOTYPE: 0, OBJECT: 1, FUNC: 2, SECTION: 3, FILE: 4 } as const;
export const SHN = { UNDEF: 0, RESERVED: 0xff00, ABS: 0xfff1, COMMON: 0xfff2 } as const;
export const EM_X86_64 = 62;

const HEADER_SIZE = 64;
const SECTION_HEADER_SIZE = 64;
const SYMBOL_SIZE = 24;
const RELA_SIZE = 24;
/** A `.bss` has no bytes in the file, so only a limit keeps a hostile size from taking all memory. */
const LARGEST_NOBITS = 1 << 28;

interface RawSection {
  readonly nameOffset: number;
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly info: number;
  readonly alignment: number;
  readonly entrySize: number;
}

/**
 * Reads an object file.
 * @throws KindredError E_DATA when it is not an ELF64 little-endian relocatable object or is damaged.
 */
export function readElf(bytes: Uint8Array): ElfObject {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkHeader(view);
  const raw = readSectionHeaders(view);
  const sectionNames = raw[view.getUint16(62, true)] ?? damaged("no section names");
  const relocations = raw.map((): ElfRelocation[] => []);
  let symbols: ElfSymbol[] = [];
  for (const section of raw) {
    if (section.type === SHT.REL) damaged("REL relocations are not supported");
    if (section.type === SHT.SYMTAB) symbols = readSymbols(view, section, raw[section.link]);
    if (section.type === SHT.RELA) {
      const known = relocations[section.info] ?? damaged("relocations of no section");
      // One by one: debug information has more of them than a call can have arguments.
      for (const relocation of readRelocations(view, section)) known.push(relocation);
    }
  }
  if (symbols.some((symbol) => symbol.section < SHN.RESERVED && symbol.section >= raw.length)) {
    damaged("a symbol lies in no section");
  }
  const sections = raw.map((section, index) => ({
    index,
    name: readName(view, sectionNames, section.nameOffset),
    type: section.type,
    flags: section.flags,
    size: section.size,
    alignment: section.alignment,
    entrySize: section.entrySize,
    data: sectionData(bytes, section),
    relocations: relocations[index]!.sort((a, b) => a.offset - b.offset),
  }));
  return { machine: view.getUint16(18, true), sections, symbols };
}

function damaged(what: string): never {
  throw new KindredError("E_DATA", `The object file cannot be read: ${what}.`);
}

function checkHeader(view: DataView): void {
  if (view.byteLength < HEADER_SIZE || view.getUint32(0, false) !== 0x7f454c46) damaged("it is not ELF");
  if (view.getUint8(4) !== 2 || view.getUint8(5) !== 1) damaged("it is not ELF64 little-endian");
  if (view.getUint16(16, true) !== 1) damaged("it is not relocatable");
  if (view.getUint16(58, true) !== SECTION_HEADER_SIZE) damaged("odd section headers");
}

function readSectionHeaders(view: DataView): RawSection[] {
  const table = readOffset(view, 40);
  const count = view.getUint16(60, true);
  checkRange(view, table, count * SECTION_HEADER_SIZE);
  return Array.from({ length: count }, (_, index) => {
    const at = table + index * SECTION_HEADER_SIZE;
    return {
      nameOffset: view.getUint32(at, true),
      type: view.getUint32(at + 4, true),
      flags: readOffset(view, at + 8),
      offset: readOffset(view, at + 24),
      size: readOffset(view, at + 32),
      link: view.getUint32(at + 40, true),
      info: view.getUint32(at + 44, true),
      alignment: readOffset(view, at + 48),
      entrySize: readOffset(view, at + 56),
    };
  });
}

function readSymbols(view: DataView, table: RawSection, names: RawSection | undefined): ElfSymbol[] {
  if (names === undefined) return damaged("no symbol names");
  checkRange(view, table.offset, table.size);
  return Array.from({ length: Math.floor(table.size / SYMBOL_SIZE) }, (_, index) => {
    const at = table.offset + index * SYMBOL_SIZE;
    const info = view.getUint8(at + 4);
    return {
      name: readName(view, names, view.getUint32(at, true)),
      type: info & 15,
      binding: info >> 4,
      visibility: view.getUint8(at + 5) & 3,
      section: view.getUint16(at + 6, true),
      value: readOffset(view, at + 8),
      size: readOffset(view, at + 16),
    };
  });
}

function readRelocations(view: DataView, table: RawSection): ElfRelocation[] {
  checkRange(view, table.offset, table.size);
  return Array.from({ length: Math.floor(table.size / RELA_SIZE) }, (_, index) => {
    const at = table.offset + index * RELA_SIZE;
    return {
      offset: readOffset(view, at),
      type: view.getUint32(at + 8, true),
      symbol: view.getUint32(at + 12, true),
      addend: Number(view.getBigInt64(at + 16, true)),
    };
  });
}

function sectionData(bytes: Uint8Array, section: RawSection): Uint8Array {
  if (section.type === SHT.NOBITS) {
    if (section.size > LARGEST_NOBITS) damaged("a section is too large");
    return new Uint8Array(section.size);
  }
  if (section.type === 0) return new Uint8Array(0);
  if (section.offset + section.size > bytes.byteLength) damaged("it is truncated");
  return bytes.subarray(section.offset, section.offset + section.size);
}

function checkRange(view: DataView, offset: number, size: number): void {
  if (offset + size > view.byteLength) damaged("it is truncated");
}

/** An unsigned 64-bit number; those that no file can hold are refused. */
function readOffset(view: DataView, at: number): number {
  checkRange(view, at, 8);
  const value = Number(view.getBigUint64(at, true));
  return value <= Number.MAX_SAFE_INTEGER ? value : damaged("a number is out of range");
}

function readName(view: DataView, names: RawSection, offset: number): string {
  const start = names.offset + offset;
  const limit = names.offset + names.size;
  if (start >= limit || limit > view.byteLength) return offset === 0 ? "" : damaged("a name is out of range");
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start, limit - start);
  const end = bytes.indexOf(0);
  if (end < 0) damaged("a name has no end");
  return Buffer.from(bytes.subarray(0, end)).toString("latin1");
}
