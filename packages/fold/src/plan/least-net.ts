/**
 * How many lines a fold must take away to be worth its patch. Every helper asks something of later readers, and
 * maintainers say so: "churn" of one that saves a line or two, "two functions in one" of flags, "I have to expand
 * it in my head" of a macro for two short functions. The numbers are from reading folds of a whole kernel one by one
 * and asking whether their maintainer would take them; the README tells how they fared.
 */

import type { HelperWriter } from "../place/fold-design.ts";

/** A helper without parameters: the copies were the same. */
const SHARED = 2;
/** One that takes values. */
const VALUES = 3;
/** For each stretch of statements under a flag. */
const FLAGGED = 2;
/** For each function that is passed. */
const CALLBACK = 2;

/** What a helper that is a function asks. */
export interface FunctionPrice {
  readonly parameters: number;
  /** Stretches of statements that stand under flags. */
  readonly flagged: number;
  readonly callbacks: number;
}

/** Fewest lines that a function helper must save. */
export function leastForFunction({ parameters, flagged, callbacks }: FunctionPrice): number {
  return (parameters === 0 ? SHARED : VALUES) + FLAGGED * flagged + CALLBACK * callbacks;
}

/** Fewest lines that a structure with constant data must save: a table of two entries is none. */
export function leastForTable(members: number): number {
  return members < 3 ? 10 : 6;
}

/** Fewest lines that a generator macro must save: two functions must be long, many may be short. */
export function leastForMacro(members: number): number {
  return members < 3 ? 16 : members < 4 ? 10 : 6;
}

/**
 * Fewest lines that a helper must save which drivers of different modules share: their maintainers differ, and a macro
 * in a common header that defines one driver's functions is what no two of them agree on.
 */
export function leastAcrossModules(kind: HelperWriter["kind"], members: number): number {
  if (kind === "existing") return 1;
  if (kind === "function") return 4;
  return members < 3 ? 40 : 24;
}
