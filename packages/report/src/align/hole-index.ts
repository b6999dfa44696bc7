import type { Hole } from "@kindred/clones";
import { displayTokens } from "./display-tokens.ts";

/** Holes by the values that members have in them; blanks do not count. */
export interface HoleIndex {
  readonly isEmpty: boolean;
  /** Tokens of the longest value that the reference (the first member) has, at most {@link LONGEST_HOLE}. */
  readonly longest: number;
  /** Whether the reference has this value in some hole: a cheap question to ask before `find`. */
  hasReference(value: string): boolean;
  /** The hole with these values, from 1; the first one where several have them. */
  find(values: readonly string[]): number | undefined;
}

/** Longest hole that is looked for. */
const LONGEST_HOLE = 24;

export function indexHoles(holes: readonly Hole[]): HoleIndex {
  const numbers = new Map<string, number>();
  const references = new Set<string>();
  let longest = 0;
  for (const [index, { values }] of holes.entries()) {
    const key = keyOf(values.map(withoutBlanks));
    if (!numbers.has(key)) numbers.set(key, index + 1);
    references.add(withoutBlanks(values[0] ?? ""));
    longest = Math.min(LONGEST_HOLE, Math.max(longest, displayTokens(values[0] ?? "").length));
  }
  return {
    isEmpty: numbers.size === 0,
    longest,
    hasReference: (value) => references.has(value),
    find: (values) => numbers.get(keyOf(values)),
  };
}

export function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, "");
}

function keyOf(values: readonly string[]): string {
  return values.join("\n");
}
