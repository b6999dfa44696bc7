import type { DifferenceKind, HelperShape } from "@kindred/proof";

/** Why a file is not proved, in a few words. */
export const CAUSE_WORDS: Readonly<Record<DifferenceKind, string>> = {
  different: "the code does something else",
  "effect-order": "the same calls and stores in another order",
  "line-numbers": "__LINE__ or __FILE__ in the code that moves",
  "function-names": "names of functions that the code prints",
  "static-state": "static variables that are not the same ones",
  data: "constant data, or a table's entry",
  "helper-elsewhere": "the helper is out of sight of this file",
  inlining: "a call that the compiler leaves on one side only",
  "control-flow": "branches in another form",
  reassociation: "values worked out in another way",
  "new-file": "a new file",
  unknown: "unknown",
};

/** Shapes that a helper may have. */
export const SHAPE_WORDS: Readonly<Record<HelperShape, string>> = {
  values: "values as parameters",
  macro: "a macro that makes each function",
  "header-helper": "a static inline helper in a header",
  fragment: "a helper for fewer statements",
  "fewer-members": "a fold without this file's functions",
};
