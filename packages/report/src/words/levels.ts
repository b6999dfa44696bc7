import type { Level } from "@kindred/proof";

/** The levels of the ladder, strongest first (`proof` owns the list; this package takes only its types). */
export const LEVEL_ORDER: readonly Level[] = [
  "identical",
  "equivalent",
  "observed",
  "builds",
  "unbuilt",
  "fails",
];

/** What a level says was shown, in a few words. */
export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  identical: "the object code is the same, symbol by symbol",
  equivalent: "the optimised LLVM IR is the same graph",
  observed: "ran before and after with equal register traces",
  builds: "compiles without a new warning; nothing more was shown",
  unbuilt: "this configuration does not compile it",
  fails: "does not apply, compile or hold",
};
