import type { ClassShare, Family } from "../families.ts";

/** Lines that are part of at least one family, by file; a line is counted once however many families hold it. */
export function similarLinesByFile(families: readonly Family[]): Map<string, number> {
  const spans = new Map<string, [number, number][]>();
  for (const { members } of families) {
    for (const { file, startLine, endLine } of members) {
      const list = spans.get(file);
      if (list === undefined) spans.set(file, [[startLine, endLine]]);
      else list.push([startLine, endLine]);
    }
  }
  return new Map([...spans].map(([file, list]) => [file, unionLength(list)]));
}

function unionLength(spans: [number, number][]): number {
  spans.sort((a, b) => a[0] - b[0]);
  let length = 0;
  let covered = 0;
  for (const [start, end] of spans) {
    length += Math.max(0, end - Math.max(start, covered + 1) + 1);
    covered = Math.max(covered, end);
  }
  return length;
}

/** The summary by driver class, in the order of the classes' names. */
export function sharesByClass(
  linesByFile: ReadonlyMap<string, number>,
  similarByFile: ReadonlyMap<string, number>,
  families: readonly Family[],
  classOf: (file: string) => string,
): ClassShare[] {
  const shares = new Map<string, { lines: number; similarLines: number; families: number }>();
  for (const [file, lines] of linesByFile) {
    const name = classOf(file);
    const share = shares.get(name) ?? { lines: 0, similarLines: 0, families: 0 };
    share.lines += lines;
    share.similarLines += similarByFile.get(file) ?? 0;
    shares.set(name, share);
  }
  for (const family of families) {
    for (const name of new Set(family.members.map((member) => classOf(member.file)))) {
      const share = shares.get(name);
      if (share !== undefined) share.families++;
    }
  }
  return [...shares].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, share]) => ({ class: name, ...share }));
}
