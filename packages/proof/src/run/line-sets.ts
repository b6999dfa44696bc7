import type { SourceLines } from "./emulator.ts";

/** Lines by file, as they are found, in no order. */
export type LineSets = Map<string, Set<number>>;

export function addLine(lines: LineSets, file: string, line: number): void {
  const known = lines.get(file);
  if (known === undefined) lines.set(file, new Set([line]));
  else known.add(line);
}

/** The same in order, so that it is the same text whatever was found first. */
export function sortLines(lines: Readonly<LineSets>): SourceLines {
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([file, numbers]) => [file, [...numbers].sort((a, b) => a - b)]));
}
