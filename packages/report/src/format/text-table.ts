import { cleanLine } from "./clean-text.ts";

export interface Column {
  readonly header: string;
  readonly align: "left" | "right";
  /** Which end of a cell gives way when the table is too wide; columns without it keep their width. */
  readonly shrink?: "start" | "end";
  /** Width below which a shrinking column gives way only after all others. Default 12. */
  readonly minimum?: number;
  /** Goes when a shrinking column would have less than its `least` otherwise; the lowest number first. */
  readonly drops?: number;
  /** Width of a shrinking column that others are dropped for. Default 0. */
  readonly least?: number;
  readonly paint?: (text: string, row: number) => string;
}

const GAP = "  ";
const DEFAULT_MINIMUM = 12;
const SMALLEST_SHRUNK = 6;

/** Lines of a table: header, then one line a row; no line is wider than `width` unless fixed columns alone are. */
export function renderTable(
  given: readonly Column[],
  rows: readonly (readonly string[])[],
  options: { readonly width: number; readonly header: (text: string) => string },
): string[] {
  const { columns, cells, widths } = fitColumns(
    given,
    rows.map((row) => row.map(cleanLine)),
    options.width,
  );
  const header = columns.map((column, index) => pad(column.header, widths[index]!, column.align));
  const lines = cells.map((row, rowIndex) =>
    columns.map((column, index) => {
      const text = pad(
        cut(row[index]!, widths[index]!, column.shrink ?? "end"),
        widths[index]!,
        column.align,
      );
      return column.paint === undefined ? text : paintInside(text, (inner) => column.paint!(inner, rowIndex));
    }),
  );
  return [options.header(joinCells(header)), ...lines.map(joinCells)];
}

/** Cuts a text to `width` characters; `…` stands for what is gone. */
export function cut(text: string, width: number, from: "start" | "end" = "end"): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  if (width <= 1) return "…".slice(0, width);
  return from === "end"
    ? `${characters.slice(0, width - 1).join("")}…`
    : `…${characters.slice(characters.length - width + 1).join("")}`;
}

function fitColumns(columns: readonly Column[], cells: readonly string[][], width: number): Fitted {
  const widths = fitWidths(columns, cells, width);
  const isTight = columns.some(
    ({ least = 0, header }, i) => widths[i]! < least && isCut(cells, i, widths[i]!, header),
  );
  const dropped = columns.reduce(
    (first, { drops }, i) => (drops !== undefined && drops < (columns[first]?.drops ?? Infinity) ? i : first),
    -1,
  );
  if (!isTight || dropped < 0) return { columns, cells, widths };
  const without = <Item>(list: readonly Item[]): Item[] => list.filter((_, i) => i !== dropped);
  return fitColumns(without(columns), cells.map(without), width);
}

interface Fitted {
  readonly columns: readonly Column[];
  readonly cells: readonly string[][];
  readonly widths: readonly number[];
}

function isCut(cells: readonly string[][], column: number, width: number, header: string): boolean {
  return header.length > width || cells.some((row) => [...row[column]!].length > width);
}

function fitWidths(columns: readonly Column[], rows: readonly string[][], width: number): number[] {
  const widths = columns.map((column, index) =>
    rows.reduce((widest, row) => Math.max(widest, [...row[index]!].length), column.header.length),
  );
  let excess = widths.reduce((sum, each) => sum + each + GAP.length, -GAP.length) - width;
  for (const floorOf of [(column: Column) => column.minimum ?? DEFAULT_MINIMUM, () => SMALLEST_SHRUNK]) {
    while (excess > 0) {
      const widest = widestAbove(columns, widths, floorOf);
      if (widest < 0) break;
      widths[widest]! -= 1;
      excess -= 1;
    }
  }
  return widths;
}

/** The widest shrinking column that is still above its floor, or -1. */
function widestAbove(
  columns: readonly Column[],
  widths: readonly number[],
  floorOf: (column: Column) => number,
): number {
  let widest = -1;
  for (const [index, column] of columns.entries()) {
    if (column.shrink === undefined || widths[index]! <= floorOf(column)) continue;
    if (widest < 0 || widths[index]! > widths[widest]!) widest = index;
  }
  return widest;
}

function pad(text: string, width: number, align: "left" | "right"): string {
  const blanks = " ".repeat(Math.max(0, width - [...text].length));
  return align === "right" ? blanks + text : text + blanks;
}

/** Paints the text of a cell but not its padding. */
function paintInside(cell: string, paint: (text: string) => string): string {
  const inner = cell.trim();
  return inner === "" ? cell : cell.replace(inner, () => paint(inner));
}

function joinCells(cells: readonly string[]): string {
  return cells.join(GAP).trimEnd();
}
