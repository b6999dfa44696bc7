/**
 * Which source line each instruction of a module comes from, out of its `.debug_line` section: a byte code that, run,
 * gives rows of (address, file, line) (DWARF 4, section 6.2). Inlined code stands there with the line it was written at,
 * so a helper in a header is told from its callers. In a module all sections start at 0; the relocation of a
 * sequence's first address tells which section it is in.
 *
 * Only version 4 is read, which the small kernel's modules are compiled with. Reading ends at the section's end whatever
 * the bytes say; damage gives fewer rows, never an endless loop.
 */
import type { ElfObject, ElfSection } from "../../elf/read-elf.ts";
import { ByteCursor } from "./byte-cursor.ts";

/** Instructions from `start` on, up to `end`, in a section of the module, come from one line. */
export interface LineRange {
  readonly section: string;
  readonly start: number;
  readonly end: number;
  /** As the compiler was given it. */
  readonly file: string;
  readonly line: number;
}

/** All ranges of a module, sequence by sequence. */
export function readLineTable(module: ElfObject): LineRange[] {
  const section = module.sections.find(({ name }) => name === ".debug_line");
  if (section === undefined) return [];
  const ranges: LineRange[] = [];
  const cursor = new ByteCursor(section.data);
  const addresses = addressesOf(module, section);
  while (cursor.left() > 4) {
    const length = cursor.u32();
    const end = Math.min(cursor.at + length, section.data.length);
    if (cursor.u16() === VERSION) ranges.push(...readUnit(cursor, end, addresses));
    cursor.at = end;
  }
  return ranges;
}

const VERSION = 4;
const OPCODE = {
  copy: 1,
  advancePc: 2,
  advanceLine: 3,
  setFile: 4,
  constAddPc: 8,
  fixedAdvancePc: 9,
} as const;
const EXTENDED = { endSequence: 1, setAddress: 2 } as const;

interface Address {
  readonly section: string;
  readonly offset: number;
}

/** Where the addresses that stand in the byte code lead to, by their own place in it. */
function addressesOf({ sections, symbols }: ElfObject, { relocations }: ElfSection): Map<number, Address> {
  const addresses = new Map<number, Address>();
  for (const { offset, symbol, addend } of relocations) {
    const target = symbols[symbol];
    const section = target === undefined ? undefined : sections[target.section];
    if (target === undefined || section === undefined) continue;
    addresses.set(offset, { section: section.name, offset: target.value + addend });
  }
  return addresses;
}

interface Unit {
  readonly minimum: number;
  readonly lineBase: number;
  readonly lineRange: number;
  readonly opcodeBase: number;
  /** How many operands each standard opcode has. */
  readonly operands: readonly number[];
  readonly files: readonly string[];
}

function readHeader(cursor: ByteCursor): Unit {
  const programAt = cursor.u32() + cursor.at;
  const minimum = cursor.u8();
  cursor.at += 2; // operations per instruction, default of is_stmt
  const lineBase = (cursor.u8() << 24) >> 24;
  const lineRange = Math.max(1, cursor.u8());
  const opcodeBase = cursor.u8();
  const operands = Array.from({ length: Math.max(0, opcodeBase - 1) }, () => cursor.u8());
  const files = readFiles(cursor);
  cursor.at = programAt;
  return { minimum, lineBase, lineRange, opcodeBase, operands, files };
}

/** File 1 stands first; each names its folder by number, where 0 is the folder that the compiler ran in. */
function readFiles(cursor: ByteCursor): string[] {
  const folders = [""];
  for (let folder = cursor.text(); folder !== ""; folder = cursor.text()) folders.push(folder);
  const files = [""];
  for (let name = cursor.text(); name !== ""; name = cursor.text()) {
    const folder = folders[cursor.leb("unsigned")] ?? "";
    cursor.leb("unsigned"); // time
    cursor.leb("unsigned"); // size
    files.push(folder === "" || name.startsWith("/") ? name : `${folder}/${name}`);
  }
  return files;
}

/** Runs the byte code of one source. */
function readUnit(cursor: ByteCursor, end: number, addresses: ReadonlyMap<number, Address>): LineRange[] {
  const unit = readHeader(cursor);
  const ranges: LineRange[] = [];
  const fresh = () => ({ section: "", address: 0, file: 1, line: 1 });
  let state = fresh();
  let row: typeof state | undefined;
  const emit = (): void => {
    if (row !== undefined && row.address < state.address)
      ranges.push({
        section: row.section,
        start: row.address,
        end: state.address,
        file: unit.files[row.file] ?? "",
        line: row.line,
      });
    row = { ...state };
  };
  const advance = (adjusted: number): void => {
    state.address += Math.floor(adjusted / unit.lineRange) * unit.minimum;
  };
  while (cursor.at < end) {
    const opcode = cursor.u8();
    if (opcode >= unit.opcodeBase) {
      advance(opcode - unit.opcodeBase);
      state.line += unit.lineBase + ((opcode - unit.opcodeBase) % unit.lineRange);
      emit();
    } else if (opcode === 0) {
      const next = cursor.leb("unsigned") + cursor.at;
      const kind = cursor.u8();
      if (kind === EXTENDED.setAddress) {
        const address = addresses.get(cursor.at);
        Object.assign(state, { section: address?.section ?? "", address: address?.offset ?? 0 });
      } else if (kind === EXTENDED.endSequence) {
        emit();
        state = fresh();
        row = undefined;
      }
      cursor.at = next;
    } else if (opcode === OPCODE.copy) emit();
    else if (opcode === OPCODE.advancePc) state.address += cursor.leb("unsigned") * unit.minimum;
    else if (opcode === OPCODE.advanceLine) state.line += cursor.leb("signed");
    else if (opcode === OPCODE.setFile) state.file = cursor.leb("unsigned");
    else if (opcode === OPCODE.constAddPc) advance(255 - unit.opcodeBase);
    else if (opcode === OPCODE.fixedAdvancePc) state.address += cursor.u16();
    else for (let i = 0; i < unit.operands[opcode - 1]!; i++) cursor.leb("unsigned");
  }
  return ranges;
}
