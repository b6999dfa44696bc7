import type { AlignedMembers } from "../align/align-members.ts";
import type { Palette } from "../format/paint.ts";
import type { TextOptions } from "../format/text-options.ts";
import { type ColumnLayout, expandTabs, KERNEL_TAB, paintLine } from "./paint-line.ts";

const NARROWEST_COLUMN = 36;
/** Columns of a tab in members side by side: as in the kernel where that cuts no line that fewer would show whole. */
const TABS = [KERNEL_TAB, 4, 2];
const SEPARATOR = " │ ";

/** As many members beside each other as fit, then the next ones below. `*` marks rows that differ. */
export function renderSideBySide(
  aligned: AlignedMembers,
  shown: readonly number[],
  options: TextOptions,
  paint: Palette,
): string[] {
  const fitting = columnsThatFit(aligned, options.width);
  const lines: string[] = [];
  for (let first = 0; first < shown.length; first += fitting) {
    const columns = shown.slice(first, first + fitting).map((_, index) => first + index);
    if (first > 0) lines.push("");
    lines.push(...memberColumns(aligned, columns, shown, options, paint));
  }
  return lines;
}

/** Two columns where the terminal allows them even if long lines are cut, more only when no line is. */
function columnsThatFit(aligned: AlignedMembers, width: number): number {
  if (!Number.isFinite(width)) return 2;
  const longest = longestLine(aligned);
  const fit = (column: number) => Math.floor((width - 2 + SEPARATOR.length) / (column + SEPARATOR.length));
  return Math.max(1, Math.min(2, fit(NARROWEST_COLUMN)), fit(longest));
}

function longestLine({ members }: AlignedMembers): number {
  return members
    .flatMap(({ lines }) => lines)
    .reduce((most, line) => Math.max(most, expandTabs(line).length), NARROWEST_COLUMN);
}

function memberColumns(
  aligned: AlignedMembers,
  columns: readonly number[],
  shown: readonly number[],
  options: TextOptions,
  paint: Palette,
): string[] {
  const { members, rows } = aligned;
  const layout = layOut(aligned, columns.length, options.width);
  const { width } = layout;
  const paintMark = (text: string, hole: number) => (hole > 0 ? paint.yellow(text) : paint.cyan(text));
  const header = columns.map((column) => `[${shown[column]! + 1}]`.padEnd(width)).join(SEPARATOR);
  const body = rows.flatMap((row) => {
    if (columns.every((column) => row[column]! < 0)) return [];
    const differs = row.some((line, member) => line < 0 || members[member]!.marks[line]!.length > 0);
    const cells = columns.map((column) => {
      const line = row[column]!;
      const view = members[column]!;
      return line < 0
        ? " ".repeat(width)
        : paintLine(view.lines[line]!, view.marks[line]!, layout, paintMark);
    });
    return [`${differs ? paint.yellow("*") : " "} ${cells.join(SEPARATOR)}`.trimEnd()];
  });
  return [`  ${paint.bold(header.trimEnd())}`, ...body];
}

/** The width of a column, and the widest tab that cuts as few lines as any. */
function layOut(aligned: AlignedMembers, columns: number, total: number): ColumnLayout {
  if (!Number.isFinite(total)) return { width: longestLine(aligned), tab: KERNEL_TAB };
  const width = Math.floor((total - 2 - SEPARATOR.length * (columns - 1)) / columns);
  const lines = aligned.members.flatMap((member) => member.lines);
  const cut = TABS.map((tab) => lines.filter((line) => expandTabs(line, tab).length > width).length);
  return { width, tab: TABS[cut.indexOf(Math.min(...cut))]! };
}
