import type { SourceLines } from "../emulator.ts";
import { addLine, type LineSets, sortLines } from "../line-sets.ts";
import type { BuiltModule } from "./find-modules.ts";
import type { LoadedSection } from "./read-console.ts";
import { type LineRange, readLineTable } from "./read-line-table.ts";

export interface Coverage {
  readonly code: SourceLines;
  readonly ran: SourceLines;
}

/** Lines of the tree's sources that have code in the modules, and those of them that were executed. */
export function findSourceLines(
  modules: readonly BuiltModule[],
  sections: readonly LoadedSection[],
  executed: ReadonlySet<bigint>,
  source: string,
): Coverage {
  const code: LineSets = new Map();
  const ran: LineSets = new Map();
  for (const module of modules) {
    const offsets = executedOffsets(module, sections, executed);
    for (const range of readLineTable(module.elf)) {
      if (!range.file.startsWith(`${source}/`)) continue;
      const file = range.file.slice(source.length + 1);
      addLine(code, file, range.line);
      if (hasRun(range, offsets.get(range.section) ?? [])) addLine(ran, file, range.line);
    }
  }
  return { code: sortLines(code), ran: sortLines(ran) };
}

/** Offsets of executed instructions, ascending, by section. */
function executedOffsets(
  { name, elf }: BuiltModule,
  sections: readonly LoadedSection[],
  executed: ReadonlySet<bigint>,
): Map<string, number[]> {
  const all = [...executed].sort((a, b) => (a < b ? -1 : 1));
  const offsets = new Map<string, number[]>();
  for (const { module, section, address } of sections) {
    const size = elf.sections.find((one) => one.name === section)?.size;
    if (module !== name || size === undefined) continue;
    const end = address + BigInt(size);
    offsets.set(
      section,
      all.filter((at) => at >= address && at < end).map((at) => Number(at - address)),
    );
  }
  return offsets;
}

function hasRun({ start, end }: LineRange, offsets: readonly number[]): boolean {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < start) low = middle + 1;
    else high = middle;
  }
  return low < offsets.length && offsets[low]! < end;
}
