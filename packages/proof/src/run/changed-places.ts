import type { CText } from "@kindred/c-source";

/** Lines next to each other that a patch replaces: 1-based, `removed` as counted before the patch, `added` after it. */
export interface ChangedPlace {
  readonly file: string;
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

interface OpenPlace extends ChangedPlace {
  readonly removed: number[];
  readonly added: number[];
}

/** The places that a diff in git's format changes, in its order. */
export function readChangedPlaces(diff: CText): ChangedPlace[] {
  const places: OpenPlace[] = [];
  let file = "";
  const next = { before: 0, after: 0 };
  const left = { before: 0, after: 0 };
  let open: OpenPlace | undefined;
  for (const line of diff.split("\n")) {
    if (left.before === 0 && left.after === 0) {
      open = undefined;
      file = /^(?:--- a|\+\+\+ b)\/(.+)$/.exec(line)?.[1] ?? file;
      const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
      if (hunk === null) continue;
      [next.before, next.after] = [Number(hunk[1]), Number(hunk[3])];
      [left.before, left.after] = [Number(hunk[2] ?? 1), Number(hunk[4] ?? 1)];
    } else if (line.startsWith("\\")) {
      // "No newline at end of file" is no line of either side.
    } else if (line.startsWith("-") || line.startsWith("+")) {
      if (open === undefined) places.push((open = { file, removed: [], added: [] }));
      const isRemoved = line.startsWith("-");
      open[isRemoved ? "removed" : "added"].push(isRemoved ? next.before++ : next.after++);
      left[isRemoved ? "before" : "after"]--;
    } else {
      open = undefined;
      next.before++;
      next.after++;
      left.before--;
      left.after--;
    }
  }
  return places;
}
