import type { Hole } from "@kindred/clones";
import { cleanLines } from "../format/clean-text.ts";
import { alignRows } from "./align-rows.ts";
import { alignTokens } from "./align-tokens.ts";
import { type DisplayToken, displayTokens } from "./display-tokens.ts";
import { type Difference, numberHoles, runOf } from "./number-holes.ts";
import { slideGaps } from "./slide-gaps.ts";

/** A stretch of a line at which members differ: `[start, end, hole]`; hole 0 is a difference without a number. */
export type Mark = readonly [start: number, end: number, hole: number];

export interface MemberView {
  /** Lines without control characters; tabs are kept. */
  readonly lines: readonly string[];
  /** The marks of each line, left to right. */
  readonly marks: readonly (readonly Mark[])[];
}

export interface AlignedMembers {
  readonly members: readonly MemberView[];
  /** For each row of a side-by-side view the line index of every member, or -1. */
  readonly rows: readonly (readonly number[])[];
}

/**
 * Lays members beside each other: the first is the reference, every other one is aligned with it token by token,
 * rows follow from that, and the holes of the family are found at the places where members differ.
 */
export function alignMembers(texts: readonly string[], holes: readonly Hole[]): AlignedMembers {
  const lines = texts.map(cleanLines);
  const tokens = lines.map((each) => displayTokens(each.join("\n")));
  const tokenLines = tokens.map((own, member) => linesOfTokens(own, lines[member]!));
  const toReference = tokens.map((own, member) =>
    member === 0 ? identity(own.length) : pairWithReference(tokens, tokenLines, member),
  );
  const fromReference = toReference.map((partners) => invert(partners, tokens[0]!.length));
  const differences = numberHoles({ tokens, partners: fromReference }, holes);
  const pairings = tokens.slice(1).map((_, index) => ({
    lineCount: lines[index + 1]!.length,
    tokenLines: tokenLines[index + 1]!,
    referenceLines: toReference[index + 1]!.map((partner) => (partner < 0 ? -1 : tokenLines[0]![partner]!)),
  }));
  const members = lines.map((own, member) => {
    const numbers = holeOfTokens(
      tokens[member]!.length,
      fromReference[member]!,
      toReference[member]!,
      differences,
    );
    return { lines: own, marks: marksOf(own, tokens[member]!, tokenLines[member]!, numbers) };
  });
  return { members, rows: alignRows(lines[0]!.length, pairings) };
}

const SAME = -1;

function identity(length: number): Int32Array {
  return Int32Array.from({ length }, (_, index) => index);
}

/** Aligns a member with the reference; additions and omissions both begin at the start of a line where they can. */
function pairWithReference(
  tokens: readonly (readonly DisplayToken[])[],
  tokenLines: readonly Int32Array[],
  member: number,
): Int32Array {
  const startsLine = (lines: Int32Array) => (index: number) =>
    index === 0 || lines[index] !== lines[index - 1];
  const partners = alignTokens(tokens[0]!, tokens[member]!);
  slideGaps(tokens[member]!, partners, startsLine(tokenLines[member]!));
  const fromReference = invert(partners, tokens[0]!.length);
  slideGaps(tokens[0]!, fromReference, startsLine(tokenLines[0]!));
  return invert(fromReference, partners.length);
}

function invert(toReference: Int32Array, referenceLength: number): Int32Array {
  const fromReference = new Int32Array(referenceLength).fill(-1);
  for (const [own, reference] of toReference.entries()) if (reference >= 0) fromReference[reference] = own;
  return fromReference;
}

function linesOfTokens(tokens: readonly DisplayToken[], lines: readonly string[]): Int32Array {
  const result = new Int32Array(tokens.length);
  let line = 0;
  let lineEnd = lines[0]!.length;
  for (const [index, token] of tokens.entries()) {
    while (token.start > lineEnd) {
      line += 1;
      lineEnd += lines[line]!.length + 1;
    }
    result[index] = line;
  }
  return result;
}

/** For each token of a member: the hole it belongs to, 0 for another difference, or SAME. */
function holeOfTokens(
  length: number,
  fromReference: Int32Array,
  toReference: Int32Array,
  differences: readonly Difference[],
): Int32Array {
  const numbers = toReference.map((reference) => (reference < 0 ? 0 : SAME));
  for (const difference of differences) {
    numbers.fill(difference.hole, ...runOf(fromReference, length, difference));
  }
  return numbers;
}

/** Marks line by line; neighbours of the same hole on a line become one mark. */
function marksOf(
  lines: readonly string[],
  tokens: readonly DisplayToken[],
  tokenLines: Int32Array,
  numbers: Int32Array,
): Mark[][] {
  const marks: Mark[][] = lines.map(() => []);
  let lineStart = 0;
  let line = 0;
  for (const [index, token] of tokens.entries()) {
    for (; line < tokenLines[index]!; line++) lineStart += lines[line]!.length + 1;
    if (numbers[index] === SAME) continue;
    const start = token.start - lineStart;
    const end = Math.min(token.end - lineStart, lines[line]!.length);
    const before = marks[line]!.at(-1);
    const joins =
      before !== undefined && before[2] === numbers[index] && index > 0 && numbers[index - 1] === before[2];
    if (joins) marks[line]![marks[line]!.length - 1] = [before[0], end, before[2]];
    else marks[line]!.push([start, end, numbers[index]!]);
  }
  return marks;
}
