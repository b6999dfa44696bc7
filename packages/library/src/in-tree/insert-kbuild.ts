import type { CText } from "@kindred/c-source";
import { BUILD_LINE, type BuildLine } from "../check/build-lines.ts";

/**
 * A Kbuild Makefile with lines put in. They go into the section (the lines up to the next comment) of the option
 * `after`, or of the file's first object line: in order when that section is sorted by option, else at its end.
 */
export function insertKbuild(text: CText, lines: readonly BuildLine[], after: string | undefined): CText {
  const rows = text.replace(/\n*$/, "").split("\n");
  const first = findFirst(rows, after);
  if (first < 0) return `${[text.trimEnd(), block(lines)].filter((part) => part !== "").join("\n\n")}\n`;

  const sectionLength = rows.slice(first).findIndex((row) => row.startsWith("#"));
  const end = sectionLength < 0 ? rows.length : first + sectionLength;
  const objects = objectRows(rows, first, end);
  const next = isSorted(objects) ? objects.find((row) => row.option > lines[0]!.option) : undefined;
  const at = next?.index ?? objects.at(-1)!.index + 1;
  // A comment would end the section for the lines behind it, so in the middle of a list it stays away.
  const added = next ? lines.map(bare).join("\n") : block(lines);
  return `${[...rows.slice(0, at), added, ...rows.slice(at)].join("\n")}\n`;
}

function findFirst(rows: readonly string[], after: string | undefined): number {
  const objects = objectRows(rows, 0, rows.length);
  return (objects.find((row) => row.option === after) ?? objects[0])?.index ?? -1;
}

function objectRows(rows: readonly string[], from: number, to: number): { option: string; index: number }[] {
  return rows.slice(from, to).flatMap((row, i) => {
    const option = BUILD_LINE.exec(row)?.[1];
    return option ? [{ option, index: from + i }] : [];
  });
}

const isSorted = (rows: readonly { option: string }[]) =>
  rows.length > 1 && rows.every((row, i) => i === 0 || rows[i - 1]!.option <= row.option);

const bare = (line: BuildLine) => line.text.slice(line.text.lastIndexOf("\n") + 1);

const block = (lines: readonly BuildLine[]) => lines.map((line) => line.text).join("\n");
