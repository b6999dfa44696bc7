/**
 * An object file as a set of named items whose texts do not depend on layout or numbering: one item for
 * each function and data symbol (attributes, bytes, relocations with symbolic targets), one for each
 * allocated section without symbols (exception tables, bug tables, …), one for whatever lies between
 * symbols. Two objects are the same program exactly when their items are the same. The idea is that of a
 * symbol-wise `objdiff`; cost is linear in the object.
 *
 * Justified blind spots:
 *  - sections that are not loaded (debug, comments), `.discard.*` (the linker drops them), `.eh_frame`
 *    (unwind tables, derived from the code);
 *  - the order of entries in tables that are sorted by address or searched as a whole when they are used;
 *  - NOP padding between functions, zero padding between data;
 *  - relative calls inside one section have no relocation: the place of a symbol in its section is part of
 *    its item, so such code is only equal in an equal layout. (Objects are compiled with
 *    `-ffunction-sections -fdata-sections`, which leaves few such sections.)
 */
import type { MaskedNames } from "../compare/masked-names.ts";
import {
  type CallSiteRecords,
  findCallSiteRecords,
  isFunctionNameArray,
  NO_CALL_SITES,
  readFunctionName,
} from "./call-site-records.ts";
import { findConstantTables } from "./constant-tables.ts";
import { isPadding } from "./padding.ts";
import { type ElfObject, type ElfSection, type ElfSymbol, SHF, SHN, SHT, STT } from "./read-elf.ts";
import {
  describeContent,
  describeTarget,
  isAnonymousData,
  relocationsBetween,
  type TargetContext,
} from "./relocation-target.ts";
import { compareText, indexSymbols, type SymbolIndex } from "./symbol-index.ts";

export interface ObjectItem {
  /** Kind, binding, section, place. */
  readonly header: string;
  readonly bytes: Uint8Array;
  /** `offset:type:target` of each relocation. */
  readonly relocations: readonly string[];
}

export type CanonicalObject = ReadonlyMap<string, readonly ObjectItem[]>;

/** Tables whose readers sort them or look at every entry, with the size of an entry. */
const UNORDERED_TABLES: Readonly<Record<string, number>> = {
  __mcount_loc: 8,
  __patchable_function_entries: 8,
  __bug_table: 12,
  __ex_table: 12,
  __jump_table: 16,
  ".static_call_sites": 8,
};

/**
 * The canonical form of an object.
 * @param names names of functions that a fold made one: they count as one function, and their
 *   names may differ in call-site records (see `call-site-records.ts`). Without it every name counts.
 */
export function canonicalObject(object: ElfObject, names?: MaskedNames): CanonicalObject {
  const index = indexSymbols(object, names?.renamed);
  const masked: MaskedNames = names ?? { folded: new Set<string>(), callSites: new Set<string>() };
  const records = names === undefined ? NO_CALL_SITES : findCallSiteRecords(object, index);
  const items = new Map<string, ObjectItem[]>();
  const add = (label: string, item: ObjectItem): void => {
    const known = items.get(label);
    if (known === undefined) items.set(label, [item]);
    else known.push(item);
  };
  const tables = masked.mergesTables ? findConstantTables(object, index) : new Set<ElfSymbol>();
  const program = { object, index, records, masked, tables };
  const recordContext = contextOf(program, masked.callSites);
  const context = contextOf(program, new Set(), recordContext);
  for (const symbol of walkOrder(index)) {
    if (records.has(symbol)) add(CALL_SITE_RECORDS, { ...symbolItem(recordContext, symbol), header: "" });
    else if (tables.has(symbol)) add(CONSTANT_TABLES, { ...symbolItem(context, symbol), header: "" });
    else if (masked.folded.has(symbol.name)) add(FOLDED_FUNCTION, symbolItem(context, symbol));
    else if (records === NO_CALL_SITES || !isFunctionNameArray(symbol)) {
      add(index.label(symbol), symbolItem(context, symbol));
    }
  }
  for (const section of object.sections) addSectionItems(context, section, add);
  for (const symbol of object.symbols) addPlacelessItem(symbol, add);
  for (const [label, list] of items)
    items.set(label, sortItems(list, names !== undefined && mayRepeat(label)));
  return items;
}

/** Items under these labels, and entries of tables, count once in a masked comparison however often they stand there. */
export const CALL_SITE_RECORDS = "call-site records";
const CONSTANT_TABLES = "constant tables of functions";
export const FOLDED_FUNCTION = "the folded function";

function mayRepeat(label: string): boolean {
  const repeated = [CALL_SITE_RECORDS, CONSTANT_TABLES, FOLDED_FUNCTION];
  return repeated.includes(label) || label.startsWith("table ");
}

interface Program {
  readonly object: ElfObject;
  readonly index: SymbolIndex;
  readonly records: CallSiteRecords;
  readonly masked: MaskedNames;
  readonly tables: ReadonlySet<ElfSymbol>;
}

/** With records to compare by content, function names are content too; those in `hidden` all look alike. */
function contextOf(program: Program, hidden: ReadonlySet<string>, inRecord?: TargetContext): TargetContext {
  const { object, index, records, masked, tables } = program;
  if (records === NO_CALL_SITES) return { object, index, contents: new Map() };
  const replaceSymbol = (symbol: ElfSymbol, depth: number): string | undefined => {
    if (isFunctionNameArray(symbol)) {
      const name = readFunctionName(object, symbol);
      return hidden.has(name) ? "call-site function" : `function name ${name}`;
    }
    if (masked.folded.has(symbol.name)) return FOLDED_FUNCTION;
    const section = object.sections[symbol.section]!;
    const end = symbol.value + symbol.size;
    if (tables.has(symbol))
      return `table {${describeContent(context, section, symbol.value, end, depth + 1)}}`;
    if (!records.has(symbol)) return undefined;
    return `record {${describeContent(inRecord ?? context, section, symbol.value, end, depth + 1)}}`;
  };
  const context: TargetContext = { object, index, replaceSymbol, contents: new Map() };
  return context;
}

/** Stable names first; then numbered symbols as they are reached; then those that nothing refers to. */
function* walkOrder(index: SymbolIndex): Generator<ElfSymbol> {
  yield* index.stable;
  let next = 0;
  for (const symbol of [undefined, ...index.numbered]) {
    if (symbol !== undefined) index.label(symbol);
    for (; next < index.labelled.length; next++) yield index.labelled[next]!;
  }
}

function symbolItem(context: TargetContext, symbol: ElfSymbol): ObjectItem {
  const section = context.object.sections[symbol.section]!;
  const place = sectionKind(section, symbol, context.index);
  const header = `type ${symbol.type} binding ${symbol.binding} visibility ${symbol.visibility} size ${symbol.size} in ${place} at ${symbol.value}`;
  return rangeItem(context, section, symbol.value, symbol.value + symbol.size, header);
}

function rangeItem(
  context: TargetContext,
  section: ElfSection,
  start: number,
  end: number,
  header: string,
): ObjectItem {
  return {
    header,
    bytes: section.data.subarray(start, end),
    relocations: relocationsBetween(section, start, end).map(
      (entry) => `${entry.offset - start}:${entry.type}:${describeTarget(context, section, entry)}`,
    ),
  };
}

/**
 * The section's attributes. `-fdata-sections` puts the symbol's own name behind the section's, which goes; or, when the
 * compiler made equal constants one, that of another symbol, which becomes its label.
 */
function sectionKind(section: ElfSection, symbol: ElfSymbol, index: SymbolIndex): string {
  const isOwner = (candidate: ElfSymbol): boolean => section.name.endsWith(`.${candidate.name}`);
  const owner = isOwner(symbol) ? symbol : index.bySection.get(section.index)?.find(isOwner);
  const plain = owner === undefined ? section.name : section.name.slice(0, -owner.name.length - 1);
  const name = owner === undefined || owner === symbol ? plain : `${plain} of ${index.label(owner)}`;
  return `${name} type ${section.type} flags ${section.flags} align ${section.alignment}`;
}

type AddItem = (label: string, item: ObjectItem) => void;

function addSectionItems(context: TargetContext, section: ElfSection, add: AddItem): void {
  if (!isLoaded(section) || isAnonymousData(section, context.index)) return;
  const symbols = context.index.bySection.get(section.index) ?? [];
  const entry = UNORDERED_TABLES[section.name];
  const header = `${section.name} type ${section.type} flags ${section.flags}`;
  if (symbols.length === 0 && entry !== undefined && section.size % entry === 0) {
    for (let at = 0; at < section.size; at += entry) {
      add(`table ${section.name}`, rangeItem(context, section, at, at + entry, header));
    }
    return;
  }
  let covered = 0;
  for (const symbol of [...symbols, undefined]) {
    const until = symbol?.value ?? section.size;
    // Between symbols zeroes are padding; in a section without any they may be entries of a table.
    if (until > covered && (symbols.length === 0 || !isPadding(section, covered, until))) {
      add(`section ${section.name}`, rangeItem(context, section, covered, until, `${header} at ${covered}`));
    }
    if (symbol !== undefined) covered = Math.max(covered, symbol.value + symbol.size);
  }
}

const PLACELESS: Readonly<Record<number, string>> = { [SHN.ABS]: "absolute", [SHN.COMMON]: "common" };

/** A symbol that is a number, or data that the linker has yet to place. */
function addPlacelessItem(symbol: ElfSymbol, add: AddItem): void {
  const kind = PLACELESS[symbol.section];
  if (kind === undefined || symbol.type === STT.FILE) return;
  const { type, binding, visibility, size, value } = symbol;
  const header = `type ${type} binding ${binding} visibility ${visibility} size ${size} value ${value}`;
  add(`${kind} ${symbol.name}`, { header, bytes: new Uint8Array(0), relocations: [] });
}

function isLoaded(section: ElfSection): boolean {
  if ((section.flags & SHF.ALLOC) === 0 || section.type === SHT.RELA || section.size === 0) return false;
  return !section.name.startsWith(".discard.") && section.name !== ".eh_frame";
}

function sortItems(items: readonly ObjectItem[], once: boolean): ObjectItem[] {
  if (items.length < 2) return [...items];
  const keyed = items.map((item) => [itemText(item), item] as const);
  keyed.sort((a, b) => compareText(a[0], b[0]));
  return keyed
    .filter(([text], at) => !once || at === 0 || text !== keyed[at - 1]![0])
    .map(([, item]) => item);
}

/** An item as one string: equal strings, equal items. */
export function itemText(item: ObjectItem): string {
  return [item.header, Buffer.from(item.bytes).toString("latin1"), ...item.relocations].join("\n");
}
