import type { CText } from "@kindred/c-source";

/** Kernel style: a tab goes to the next multiple of eight; lines should not pass 80 columns. */
const TAB = 8;
export const LINE_WIDTH = 80;

/** Column (0-based) of an offset, tabs expanded. */
export function columnOf(text: CText, offset: number): number {
  let column = 0;
  for (let at = text.lastIndexOf("\n", offset - 1) + 1; at < offset; at++) {
    column += text[at] === "\t" ? TAB - (column % TAB) : 1;
  }
  return column;
}

/** White space that reaches a column: tabs, then spaces. */
export function indentTo(column: number): string {
  return "\t".repeat(Math.floor(column / TAB)) + " ".repeat(column % TAB);
}

/** Width of the widest line. */
export function widthOf(text: CText): number {
  return Math.max(...text.split("\n").map((line) => columnOf(line, line.length)));
}
