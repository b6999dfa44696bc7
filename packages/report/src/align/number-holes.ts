import type { Hole } from "@kindred/clones";
import type { DisplayToken } from "./display-tokens.ts";
import { type HoleIndex, indexHoles, withoutBlanks } from "./hole-index.ts";

/**
 * A run of reference tokens at which members differ; `hole` counts from 1, 0 is a difference no hole tells of. A run with
 * `last` before `first` is empty: what members add there, the reference does not have.
 */
export interface Difference {
  readonly first: number;
  readonly last: number;
  /** What members add right before `first` and right after `last` belongs to it. */
  readonly withGap: boolean;
  readonly hole: number;
}

/** Aligned members; member 0 is the reference. `partners[m][t]` is the token of `m` beside reference token `t`, or -1. */
export interface AlignedTokens {
  readonly tokens: readonly (readonly DisplayToken[])[];
  readonly partners: readonly ArrayLike<number>[];
}

/**
 * Finds the holes of a family in its aligned members. A hole is known by its values: around a place where members
 * differ, the shortest run of tokens whose texts are the values of a hole is that hole.
 */
export function numberHoles(aligned: AlignedTokens, holes: readonly Hole[]): Difference[] {
  const index = indexHoles(holes);
  const found: Difference[] = [];
  let free = 0;
  for (let at = 0; at < aligned.tokens[0]!.length; at++) {
    if (at < free) continue;
    const differs = isDifferent(aligned, at);
    const isBesideGap = !index.isEmpty && (isGapAfter(aligned, at) || isGapAfter(aligned, at - 1));
    const gap = isBesideGap ? matchRun(aligned, at + 1, at, index) : undefined;
    if (gap !== undefined) found.push(gap);
    if (!differs && (!isBesideGap || gap !== undefined)) continue;
    const hole = matchAround(aligned, at, free, index);
    if (hole === undefined && !differs) continue;
    const difference = hole ?? { first: at, last: at, withGap: false, hole: 0 };
    found.push(difference);
    free = difference.last + 1;
  }
  return found;
}

/** Tokens start..end-1 of a member stand beside the reference tokens first..last; an empty range when it has none. */
export function runOf(
  partner: ArrayLike<number>,
  length: number,
  { first, last, withGap }: Omit<Difference, "hole">,
): [start: number, end: number] {
  let low = first;
  let high = last;
  while (low <= last && partner[low]! < 0) low += 1;
  while (high >= low && partner[high]! < 0) high -= 1;
  const isPaired = low <= high;
  if (!withGap) return isPaired ? [partner[low]!, partner[high]! + 1] : [0, 0];
  const before = first > 0 ? partner[first - 1]! : -1;
  const next = last + 1 < partner.length ? partner[last + 1]! : length;
  const isOpen = (first > 0 && before < 0) || next < 0;
  if (isOpen) return isPaired ? [partner[low]!, partner[high]! + 1] : [0, 0];
  return [before + 1, next];
}

function isDifferent({ tokens, partners }: AlignedTokens, at: number): boolean {
  return partners.some((partner, member) => tokens[member]![partner[at]!]?.text !== tokens[0]![at]!.text);
}

/** Whether some member has tokens of its own between this reference token and the next. */
function isGapAfter({ partners }: AlignedTokens, at: number): boolean {
  return partners.some((partner) => at >= 0 && partner[at]! >= 0 && partner[at + 1]! > partner[at]! + 1);
}

/** The hole around token `at`, the shortest first, not reaching back over tokens before `free`. */
function matchAround(
  aligned: AlignedTokens,
  at: number,
  free: number,
  index: HoleIndex,
): Difference | undefined {
  for (let length = 1; length <= index.longest; length++) {
    for (let first = at; first > at - length && first >= free; first--) {
      const hole = matchRun(aligned, first, first + length - 1, index);
      if (hole !== undefined) return hole;
    }
  }
  return undefined;
}

function matchRun(
  aligned: AlignedTokens,
  first: number,
  last: number,
  index: HoleIndex,
): Difference | undefined {
  const reference = aligned.tokens[0]!;
  if (last >= reference.length || !index.hasReference(textOf(reference, first, last + 1))) return undefined;
  for (const withGap of [false, true]) {
    const run = { first, last, withGap };
    const hole = index.find(
      aligned.partners.map((partner, member) => {
        const tokens = aligned.tokens[member]!;
        return textOf(tokens, ...runOf(partner, tokens.length, run));
      }),
    );
    if (hole !== undefined) return { ...run, hole };
  }
  return undefined;
}

function textOf(tokens: readonly DisplayToken[], start: number, end: number): string {
  let text = "";
  for (let index = start; index < end; index++) text += withoutBlanks(tokens[index]!.text);
  return text;
}
