import type { DisplayToken } from "./display-tokens.ts";

/*
 * An alignment may put an insertion in several places at the same cost: after `a();`, an added `b();` can be read as
 * `b();` or as `); b(`. As diff tools do (the "indent heuristic" of git), each run of added tokens is slid down to where
 * it begins a line, if there is such a place; else it stays.
 */

/** Slides runs of unpaired tokens of `right`, in place. `startsLine` tells whether a token of `right` is the first of its line. */
export function slideGaps(
  right: readonly DisplayToken[],
  partners: Int32Array,
  startsLine: (index: number) => boolean,
): void {
  for (let start = 0; start < partners.length; start++) {
    if (partners[start] !== -1) continue;
    let end = start;
    while (end < partners.length && partners[end] === -1) end += 1;
    const shift = findShift(right, partners, start, end, startsLine);
    for (let i = 0; i < shift; i++) {
      partners[start + i] = partners[end + i]!;
      partners[end + i] = -1;
    }
    start = end + shift - 1;
  }
}

/** How far the run start..end-1 can slide down to begin a line; 0 when it needn't or can't. */
function findShift(
  right: readonly DisplayToken[],
  partners: Int32Array,
  start: number,
  end: number,
  startsLine: (index: number) => boolean,
): number {
  if (startsLine(start)) return 0;
  for (let shift = 1; end + shift - 1 < right.length; shift++) {
    const moved = end + shift - 1;
    if (partners[moved] === -1 || right[moved]!.text !== right[start + shift - 1]!.text) return 0;
    if (start + shift >= end) return 0;
    if (startsLine(start + shift)) return shift;
  }
  return 0;
}
