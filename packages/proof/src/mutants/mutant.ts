import type { CText, Edit } from "@kindred/c-source";

/** What a mutant does to the code, by the mistake that it stands for. */
export type MutationOperator =
  | "constant"
  | "comparison"
  | "bit operator"
  | "logical operator"
  | "arithmetic operator"
  | "condition"
  | "statement"
  | "statement twice"
  | "order"
  | "arguments"
  | "result"
  | "call site"
  | "table";

/** One mistake at one place. */
export interface Mutation {
  readonly operator: MutationOperator;
  readonly edits: readonly Edit[];
  /** What stood there, and what stands there now, for a reader. */
  readonly was: CText;
  readonly now: CText;
}

/** A mutation of a file. */
export interface Mutant extends Mutation {
  /** Relative to the kernel root. */
  readonly file: string;
  /** 1-based, of the first edit. */
  readonly line: number;
}

/** A mutation that replaces one stretch. */
export function replaceStretch(
  operator: MutationOperator,
  { start, end, text: was }: { readonly start: number; readonly end: number; readonly text: CText },
  now: CText,
): Mutation {
  return { operator, edits: [{ start, end, text: now }], was, now };
}

const LONGEST_SHOWN = 60;

/** Code on one line of some words, for a reader. */
export function shorten(text: CText): CText {
  const line = text.replace(/(?:\\\r?\n|\s)+/g, " ").trim();
  return line.length <= LONGEST_SHOWN ? line : `${line.slice(0, LONGEST_SHOWN - 3)}...`;
}
