/**
 * Which lines ran. The driver is compiled with `-fsanitize-coverage=trace-pc`: each of its blocks calls a hook first. A
 * block reaches from its call to the next one in the same function, in the order of addresses; so what the compiler moved
 * behind another block counts with that. Every call that the machine reports must be a call of the hook in the module, else it is not
 * counted.
 */
import type { ElfObject, ElfSection, ElfSymbol } from "../../elf/read-elf.ts";
import type { SourceLines } from "../emulator.ts";
import { addLine, type LineSets, sortLines } from "../line-sets.ts";
import { type LineRange, readLineTable } from "../qemu/read-line-table.ts";
import type { RanBlock } from "./read-trace.ts";

const HOOK = "__sanitizer_cov_trace_pc";
/** From the operand of a call to the last byte of the instruction. */
const LAST_OF_OPERAND = 3;
/** From the first byte of the call to its last. */
const BEFORE_LAST = 4;

export interface LoadedModule {
  readonly name: string;
  readonly elf: ElfObject;
}

export interface Coverage {
  readonly code: SourceLines;
  readonly ran: SourceLines;
}

/** Lines of the tree that have code in the modules, and those that the blocks went through. */
export function findRanLines(
  modules: readonly LoadedModule[],
  blocks: readonly RanBlock[],
  root: string,
): Coverage {
  const code: LineSets = new Map();
  const ran: LineSets = new Map();
  for (const { name, elf } of modules) {
    const spans = ranSpans(
      elf,
      blocks.filter((block) => block.module === name),
    );
    for (const range of readLineTable(elf)) {
      if (!range.file.startsWith(`${root}/`)) continue;
      const file = range.file.slice(root.length + 1);
      addLine(code, file, range.line);
      if (isInside(range, spans)) addLine(ran, file, range.line);
    }
  }
  return { code: sortLines(code), ran: sortLines(ran) };
}

interface Span {
  readonly section: string;
  readonly start: number;
  readonly end: number;
}

function ranSpans(elf: ElfObject, blocks: readonly RanBlock[]): Span[] {
  const calls = new Map(elf.sections.map((section) => [section.index, hookCalls(elf, section)]));
  return blocks.flatMap(({ symbol, offset }) =>
    elf.symbols
      .filter(({ name, section }) => name === symbol && calls.has(section))
      .flatMap((found) => spanAt(elf, found, offset, calls.get(found.section)!)),
  );
}

/** Where the calls of the hook end, ascending. */
function hookCalls({ symbols }: ElfObject, { relocations }: ElfSection): number[] {
  return relocations
    .filter(({ symbol }) => symbols[symbol]?.name === HOOK)
    .map(({ offset }) => offset + LAST_OF_OPERAND);
}

function spanAt(
  { sections }: ElfObject,
  { section, value, size }: ElfSymbol,
  offset: number,
  calls: readonly number[],
): Span[] {
  const start = value + offset;
  const index = calls.indexOf(start);
  if (index < 0) return [];
  const next = (calls[index + 1] ?? Number.POSITIVE_INFINITY) - BEFORE_LAST;
  return [{ section: sections[section]!.name, start, end: Math.min(next, value + size) }];
}

function isInside({ section, start, end }: LineRange, spans: readonly Span[]): boolean {
  return spans.some((span) => span.section === section && start < span.end && end > span.start);
}
