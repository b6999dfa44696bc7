import type { Strategy } from "@kindred/clones";

interface StrategyWords {
  /** A few words for a table. */
  readonly short: string;
  /** What a fold by this strategy does, as a sentence. */
  readonly sentence: string;
}

/** What each strategy does, told to a maintainer. */
export const STRATEGY_WORDS: Readonly<Record<Strategy, StrategyWords>> = {
  "existing-helper": {
    short: "call the helper the tree has",
    sentence: "The tree already has a helper that does this: every member becomes a call to it.",
  },
  "shared-function": {
    short: "keep one, call it from the rest",
    sentence:
      "The members are the same code: one function stays, the others go, and their callers call the one that stays.",
  },
  "parameterised-function": {
    short: "one helper, values as parameters",
    sentence:
      "The members differ only in values: one helper takes each hole as a typed parameter, and the members call it.",
  },
  callback: {
    short: "one helper with a callback",
    sentence:
      "The members call different functions: one helper takes the function that differs as a pointer.",
  },
  "field-pointer": {
    short: "one helper, fields by pointer",
    sentence:
      "The members use different struct types with the same fields: one helper takes the fields, or pointers to them.",
  },
  "generator-macro": {
    short: "a DEFINE_…() macro",
    sentence:
      "The members differ in types or member names: a DEFINE_…(name, type) macro generates each of them.",
  },
  "table-driven": {
    short: "one function and a const table",
    sentence:
      "The members are small and differ in constants: one function reads a const table with one row for each.",
  },
  "chip-info": {
    short: "one driver, a chip-info struct a chip",
    sentence:
      "Whole drivers differ in constants and a few functions: one driver reads a chip-info struct for each chip.",
  },
};
