import type { Mark } from "../align/align-members.ts";

/** Columns of a tab as the kernel has it. */
export const KERNEL_TAB = 8;

/** How a column shows source lines. */
export interface ColumnLayout {
  readonly width: number;
  /** Columns of a tab. */
  readonly tab: number;
}

/** A source line laid out in a column: tabs become blanks, marked stretches are painted, what does not fit is cut. */
export function paintLine(
  line: string,
  marks: readonly Mark[],
  { width, tab }: ColumnLayout,
  paintMark: (text: string, hole: number) => string,
): string {
  let painted = "";
  let column = 0;
  for (const { text, hole } of segments(line, marks)) {
    const expanded = expandTabs(text, tab, column);
    const room = width - column;
    const isCut = expanded.length > room;
    const shown = isCut ? `${expanded.slice(0, Math.max(0, room - 1))}…` : expanded;
    painted += hole === undefined ? shown : paintMark(shown, hole);
    column += shown.length;
    if (isCut) break;
  }
  return painted + " ".repeat(Math.max(0, width - column));
}

/** The line with every numbered hole written `$n`, tabs as blanks. */
export function skeletonLine(
  line: string,
  marks: readonly Mark[],
  paintHole: (text: string) => string,
): string {
  const pieces = segments(line, marks).map(({ text, hole }) =>
    hole === undefined || hole === 0 ? text : paintHole(`$${hole}`),
  );
  return expandTabs(pieces.join(""));
}

function segments(line: string, marks: readonly Mark[]): { text: string; hole: number | undefined }[] {
  const result: { text: string; hole: number | undefined }[] = [];
  let position = 0;
  for (const [start, end, hole] of marks) {
    if (start > position) result.push({ text: line.slice(position, start), hole: undefined });
    result.push({ text: line.slice(start, end), hole });
    position = end;
  }
  if (position < line.length) result.push({ text: line.slice(position), hole: undefined });
  return result;
}

/** Tabs as blanks, for a text that begins at `column`. */
export function expandTabs(text: string, tab = KERNEL_TAB, column = 0): string {
  if (!text.includes("\t")) return text;
  let expanded = "";
  for (const character of text) {
    if (character === "\t") expanded += " ".repeat(tab - ((column + expanded.length) % tab));
    else expanded += character;
  }
  return expanded;
}
