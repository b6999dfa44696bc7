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
