import type { Strategy } from "@kindred/clones";

/** One line of the ledger: what a patch takes away and adds, counted on the patch itself as git counts it. */
export interface LedgerEntry {
  /** File name of the patch without `.patch`. */
  readonly patch: string;
  readonly family: string;
  /** Of a patch that folds several families together: the others. */
  readonly otherFamilies?: readonly string[];
  readonly strategy: Strategy;
  /** Name of the helper. */
  readonly helper: string;
  /** Of a patch that folds several families together: the other helpers. */
  readonly otherHelpers?: readonly string[];
  /** Relative to the kernel root. */
  readonly files: readonly string[];
  readonly removed: number;
  readonly addedCalls: number;
  readonly addedHelpers: number;
  readonly net: number;
  /** Functions whose definition is gone after the patch (their calls go to the helper); `proof` inlines them before it compares. */
  readonly removedFunctions: readonly string[];
}

export interface LedgerTotals {
  readonly patches: number;
  readonly families: number;
  readonly files: number;
  readonly removed: number;
  readonly addedCalls: number;
  readonly addedHelpers: number;
  readonly net: number;
}

/** `OUT/ledger.json`. */
export interface LedgerDocument {
  readonly schemaVersion: 1;
  readonly totals: LedgerTotals;
  readonly patches: readonly LedgerEntry[];
}
