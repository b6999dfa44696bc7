import type { Hole } from "@kindred/clones";
import { type DisplayToken, displayTokens } from "./display-tokens.ts";

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

/** Longest hole that is looked for, in tokens of the reference. */
const LONGEST_HOLE = 24;

/**
 * Finds the holes of a family in its aligned members. A hole is known by its values: around a place where members
 * differ, the shortest run of tokens whose texts are the values of a hole is that hole.
 */
export function numberHoles(aligned: AlignedTokens, holes: readonly Hole[]): Difference[] {
  const numbers = holesByValues(holes);
  const longest = longestHole(holes);
  const found: Difference[] = [];
  let free = 0;
  for (let at = 0; at < aligned.tokens[0]!.length; at++) {
    if (at < free) continue;
    const differs = isDifferent(aligned, at);
    const isBesideGap = numbers.size > 0 && (isGapAfter(aligned, at) || isGapAfter(aligned, at - 1));
    const gap = isBesideGap ? matchGap(aligned, at, numbers) : undefined;
    if (gap !== undefined) found.push(gap);
    if (!differs && (!isBesideGap || gap !== undefined)) continue;
    const hole = matchHole(aligned, at, free, longest, numbers);
    if (hole === undefined && !differs) continue;
    const difference = hole ?? { first: at, last: at, withGap: false, hole: 0 };
    found.push(difference);
    free = difference.last + 1;
  }
  return found;
}

function isDifferent({ tokens, partners }: AlignedTokens, at: number): boolean {
  return partners.some((partner, member) => tokens[member]![partner[at]!]?.text !== tokens[0]![at]!.text);
}

/** Whether some member has tokens of its own between this reference token and the next. */
function isGapAfter({ partners }: AlignedTokens, at: number): boolean {
  return partners.some((partner) => at >= 0 && partner[at]! >= 0 && partner[at + 1]! > partner[at]! + 1);
}

function holesByValues(holes: readonly Hole[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const [index, hole] of holes.entries()) {
    const key = hole.values.map(withoutBlanks).join("\n");
    if (!numbers.has(key)) numbers.set(key, index + 1);
  }
  return numbers;
}

function longestHole(holes: readonly Hole[]): number {
  let longest = 0;
  for (const { values } of holes) {
    for (const value of values) {
      longest = Math.max(longest, displayTokens(value).length);
      if (longest >= LONGEST_HOLE) return LONGEST_HOLE;
    }
  }
  return longest;
}

/** The hole that is nothing in the reference and follows its token `at` in other members. */
function matchGap(
  aligned: AlignedTokens,
  at: number,
  numbers: ReadonlyMap<string, number>,
): Difference | undefined {
  const hole = numbers.get(valuesOfRun(aligned, at + 1, at, true));
  return hole === undefined ? undefined : { first: at + 1, last: at, withGap: true, hole };
}

/** The hole around token `at`, not reaching back over tokens before `free`. */
function matchHole(
  aligned: AlignedTokens,
  at: number,
  free: number,
  longest: number,
  numbers: ReadonlyMap<string, number>,
): Difference | undefined {
  const count = aligned.tokens[0]!.length;
  for (let length = 1; length <= longest; length++) {
    for (let first = at; first > at - length && first >= free; first--) {
      const last = first + length - 1;
      if (last >= count) continue;
      for (const withGap of [false, true]) {
        const hole = numbers.get(valuesOfRun(aligned, first, last, withGap));
        if (hole !== undefined) return { first, last, withGap, hole };
      }
    }
  }
  return undefined;
}

function valuesOfRun(
  { tokens, partners }: AlignedTokens,
  first: number,
  last: number,
  withGap: boolean,
): string {
  return partners
    .map((partner, member) => {
      const [start, end] = runOf(partner, tokens[member]!.length, first, last, withGap);
      let text = "";
      for (let index = start; index < end; index++) text += withoutBlanks(tokens[member]![index]!.text);
      return text;
    })
    .join("\n");
}

/** Tokens start..end-1 of a member stand beside the reference tokens first..last; an empty range when it has none. */
export function runOf(
  partner: ArrayLike<number>,
  length: number,
  first: number,
  last: number,
  withGap: boolean,
): [start: number, end: number] {
  if (last < first) return gapOf(partner, length, last);
  let low = first;
  let high = last;
  while (low <= last && partner[low]! < 0) low += 1;
  while (high >= low && partner[high]! < 0) high -= 1;
  if (low > high) return [0, 0];
  if (!withGap) return [partner[low]!, partner[high]! + 1];
  const before = first > 0 ? partner[first - 1]! + 1 : 0;
  const next = last + 1 < partner.length ? partner[last + 1]! : length;
  return [before > 0 || first === 0 ? before : partner[low]!, next >= 0 ? next : partner[high]! + 1];
}

function gapOf(partner: ArrayLike<number>, length: number, after: number): [start: number, end: number] {
  const before = partner[after]!;
  const next = after + 1 < partner.length ? partner[after + 1]! : length;
  return before < 0 || next < 0 ? [0, 0] : [before + 1, next];
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, "");
}
