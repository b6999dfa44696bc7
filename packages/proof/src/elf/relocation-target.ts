/**
 * What a relocation points at, written so that it means the same in two objects with another layout.
 *
 *  - a symbol: its label and the distance from it;
 *  - a string or constant that the linker may merge, and other read-only data without a name: its content
 *    (the address of such data has no meaning of its own);
 *  - anything else: section name and offset, which only compares equal when the layout is the same.
 *
 * On x86-64 the addend of a relative operand counts from the end of the instruction, which lies 4 bytes
 * after the field or, when an immediate follows, up to 8. The immediate's size is not known here, so content
 * reached that way is taken wide enough to hold every reading. That can only make equal code look
 * different, never the other way.
 */
import { createHash } from "node:crypto";
import { KindredError } from "@kindred/c-source";
import {
  type ElfObject,
  type ElfRelocation,
  type ElfSection,
  type ElfSymbol,
  EM_X86_64,
  SHF,
  SHN,
  STT,
} from "./read-elf.ts";
import type { SymbolIndex } from "./symbol-index.ts";

export interface TargetContext {
  readonly object: ElfObject;
  readonly index: SymbolIndex;
  /** Shown in place of a symbol, for those that are compared by content. */
  readonly replaceSymbol?: (symbol: ElfSymbol, depth: number) => string | undefined;
  /** Contents that were described already, by section and range. */
  readonly contents: Map<string, string>;
}

const R_X86_64_RELATIVE = new Set([2, 4, 9, 24, 41, 42]); // PC32, PLT32, GOTPCREL, PC64, GOTPCRELX, REX_GOTPCRELX
const STB_WEAK = 2;
const LONGEST_IMMEDIATE = 4;
const DEEPEST = 6;
const LONGEST_PLAIN = 400;

/** Canonical text of the target of `relocation`, which stands in `section`. */
export function describeTarget(
  context: TargetContext,
  section: ElfSection,
  relocation: ElfRelocation,
  depth = 0,
): string {
  const symbol = context.object.symbols[relocation.symbol];
  if (symbol === undefined)
    throw new KindredError("E_DATA", "A relocation names a symbol that does not exist.");
  if (symbol.section === SHN.ABS) return `absolute ${symbol.value + relocation.addend}`;
  const named = symbol.type !== STT.SECTION && (symbol.type !== STT.NOTYPE || symbol.binding !== 0);
  if (symbol.section === SHN.UNDEF || symbol.section >= SHN.RESERVED) {
    const weak = symbol.binding === STB_WEAK ? "weak " : "";
    return `extern ${weak}${symbol.name}${signed(relocation.addend)}`;
  }
  if (named) return nameSymbol(context, symbol, relocation.addend, depth);
  const relative = (section.flags & SHF.EXECINSTR) !== 0 && isRelative(context.object, relocation.type);
  const offset = symbol.value + relocation.addend + (relative ? 4 : 0);
  return describeAddress(context, symbol.section, offset, relative ? LONGEST_IMMEDIATE : 0, depth);
}

/** Bytes `start` to `end` of a section with their relocations resolved, as one text. */
export function describeContent(
  context: TargetContext,
  section: ElfSection,
  start: number,
  end: number,
  depth: number,
): string {
  if (depth > DEEPEST)
    throw new KindredError("E_DATA", "Data without a name is nested too deeply to compare.");
  const parts = [Buffer.from(section.data.subarray(start, end)).toString("hex")];
  for (const relocation of relocationsBetween(section, start, end)) {
    const target = describeTarget(context, section, relocation, depth + 1);
    parts.push(`${relocation.offset - start}:${relocation.type}:${target}`);
  }
  return parts.join("|");
}

/** What many places refer to is described once, and what is long stands there as its hash. */
function describeOnce(
  context: TargetContext,
  section: ElfSection,
  start: number,
  end: number,
  depth: number,
): string {
  const key = `${section.index} ${start} ${end}`;
  let text = context.contents.get(key);
  if (text === undefined) {
    text = describeContent(context, section, start, end, depth);
    if (text.length > LONGEST_PLAIN) text = createHash("sha256").update(text).digest("hex");
    context.contents.set(key, text);
  }
  return text;
}

/** Relocations of `section` whose field starts in `start` to `end`. */
export function relocationsBetween(section: ElfSection, start: number, end: number): ElfRelocation[] {
  const all = section.relocations;
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.offset < start) low = middle + 1;
    else high = middle;
  }
  const found: ElfRelocation[] = [];
  for (let at = low; at < all.length && all[at]!.offset < end; at++) found.push(all[at]!);
  return found;
}

/** Data that only its users give a meaning: the linker may merge it, or it is read-only and has no name. */
export function isAnonymousData(section: ElfSection, index: SymbolIndex): boolean {
  if ((section.flags & (SHF.WRITE | SHF.EXECINSTR)) !== 0) return false;
  if ((section.flags & SHF.MERGE) !== 0) return true;
  return section.name.startsWith(".rodata") && !index.bySection.has(section.index);
}

function isRelative(object: ElfObject, type: number): boolean {
  return object.machine === EM_X86_64 && R_X86_64_RELATIVE.has(type);
}

function nameSymbol(context: TargetContext, symbol: ElfSymbol, distance: number, depth: number): string {
  const shown = context.replaceSymbol?.(symbol, depth) ?? `symbol ${context.index.label(symbol)}`;
  return `${shown}${signed(distance)}`;
}

function describeAddress(
  context: TargetContext,
  sectionIndex: number,
  offset: number,
  slack: number,
  depth: number,
): string {
  const section = context.object.sections[sectionIndex];
  if (section === undefined)
    throw new KindredError("E_DATA", "A symbol lies in a section that does not exist.");
  if (isAnonymousData(section, context.index)) {
    const [start, end] = contentRange(section, offset, slack);
    return `content ${offset - start} ${describeOnce(context, section, start, end, depth + 1)}`;
  }
  const symbols = context.index.bySection.get(sectionIndex) ?? [];
  const holder =
    symbols.length === 1
      ? symbols[0]
      : symbols.findLast((s) => s.value <= offset && offset < s.value + s.size);
  if (holder !== undefined) return nameSymbol(context, holder, offset - holder.value, depth);
  const twin = context.object.sections.filter((other) => other.name === section.name).indexOf(section);
  return `section ${section.name}#${twin}${signed(offset)}`;
}

/**
 * Bytes of what lies at `offset` to `offset + slack`, with what comes before it: an index may count from the middle
 * (`"0123"[i + 2]`). Strings end where a terminator is; of other data without a name nothing tells where it begins.
 */
function contentRange(section: ElfSection, offset: number, slack: number): [start: number, end: number] {
  const first = Math.max(offset, 0);
  const last = offset + slack;
  if (last < 0 || first >= section.size) return [0, section.size];
  if ((section.flags & SHF.STRINGS) !== 0) {
    return [stringStart(section, first), stringEnd(section, first, last)];
  }
  if ((section.flags & SHF.MERGE) !== 0 && section.entrySize > 0) {
    const entry = section.entrySize;
    const start = Math.floor(first / entry) * entry;
    const wide = offset !== start || entry <= slack;
    const end = wide ? Math.ceil((last + 1) / entry) * entry : start + entry;
    return [start, Math.min(end, section.size)];
  }
  return [0, section.size];
}

/** One past the last terminator before `offset`. */
function stringStart(section: ElfSection, offset: number): number {
  const width = Math.max(1, section.entrySize);
  let start = offset - (offset % width);
  while (start > 0 && section.data.subarray(start - width, start).some((byte) => byte !== 0)) start -= width;
  return start;
}

/** One past the first terminator at or after `reach`; characters are as wide as the section says. */
function stringEnd(section: ElfSection, start: number, reach: number): number {
  const width = Math.max(1, section.entrySize);
  for (let at = start; at + width <= section.size; at += width) {
    const isEnd = at >= reach && section.data.subarray(at, at + width).every((byte) => byte === 0);
    if (isEnd) return at + width;
  }
  return section.size;
}

function signed(value: number): string {
  return value === 0 ? "" : value > 0 ? `+${value}` : `${value}`;
}
