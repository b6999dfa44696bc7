import { cleanLine } from "./clean-text.ts";

export interface Column {
  readonly header: string;
  readonly align: "left" | "right";
  /** Which end of a cell gives way when the table is too wide; columns without it keep their width. */
  readonly shrink?: "start" | "end";
  readonly paint?: (text: string, row: number) => string;
}

const GAP = "  ";
const SMALLEST_SHRUNK = 12;

/** Lines of a table: header, then one line a row; no line is wider than `width` unless fixed columns alone are. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: { readonly width: number; readonly header: (text: string) => string },
): string[] {
  const cells = rows.map((row) => row.map(cleanLine));
  const widths = fitWidths(columns, cells, options.width);
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

function fitWidths(columns: readonly Column[], rows: readonly string[][], width: number): number[] {
  const widths = columns.map((column, index) =>
    rows.reduce((widest, row) => Math.max(widest, [...row[index]!].length), column.header.length),
  );
  let excess = widths.reduce((sum, each) => sum + each + GAP.length, -GAP.length) - width;
  while (excess > 0) {
    const candidates = columns.flatMap((column, index) =>
      column.shrink !== undefined && widths[index]! > SMALLEST_SHRUNK ? [index] : [],
    );
    if (candidates.length === 0) break;
    const widest = candidates.reduce((best, index) => (widths[index]! > widths[best]! ? index : best));
    widths[widest]! -= 1;
    excess -= 1;
  }
  return widths;
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
