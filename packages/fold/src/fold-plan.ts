import type { CParser, CText, Edit, Skipped, TreeReader } from "@kindred/c-source";
import type { Family, Grain, Strategy } from "@kindred/clones";
import type { FamilyProposal, FoldUnit } from "./plan/fold-proposal.ts";

export interface FoldRequest {
  readonly families: readonly Family[];
  /** The kernel root (or, outside a kernel, the scanned folder). All paths of a plan are relative to it. */
  readonly tree: TreeReader;
  /** What stands before a member's `file` to make it relative to `tree.root`: `drivers/leds/` or empty. */
  readonly memberPrefix: string;
  readonly parser: CParser;
  /** Whether no identifier of the whole tree is spelled so; without it a name is looked for in the driver's own files. */
  readonly isNameFree?: (name: string) => boolean;
  /** The strategies that may be used; all by default. */
  readonly strategies?: readonly Strategy[];
  /** What may be folded: whole functions, runs of statements in them, or both, as by default. */
  readonly grains?: readonly Grain[];
  /** A helper that several files use is to stand whole in a header that they include, for each file to see all of it. */
  readonly inHeader?: boolean;
  /** Of runs of statements only those that nothing leaves but their end: the helper moves no jump. */
  readonly straightRuns?: boolean;
  /** Folds of an earlier run over the same tree that stand: what they change or rely on is left alone. */
  readonly kept?: readonly FoldPlan[];
  /**
   * Looks at the families and groups of them, in threads of the caller's, say; each one as `createProposer` does.
   * Neighbours in the tree come together. Without it that is done here.
   */
  readonly propose?: (units: readonly FoldUnit[]) => Promise<readonly FamilyProposal[]>;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Edits of one file in coordinates of the ORIGINAL file: edits of different plans never overlap, so plans stack in any
 * order (`stackEdits`: an `#include` that two plans add is added once).
 */
export interface FileEdits {
  readonly file: string;
  /** What stands for the original of a file that the tree does not have; every plan that makes the file says the same. */
  readonly base?: CText;
  readonly edits: readonly Edit[];
}

/** Bytes of a file that a fold changes or relies on, in coordinates of the original file. */
export interface Claim {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** The fold of one family: everything a patch needs. */
export interface FoldPlan {
  readonly family: Family;
  readonly strategy: Strategy;
  readonly helper: string;
  /** Of a fold that takes several families together: the others. */
  readonly otherFamilies?: readonly Family[];
  /** Their helpers. */
  readonly otherHelpers?: readonly string[];
  /** File that holds the helper's definition. */
  readonly helperFile: string;
  /** Other files link with the helper: nothing else of the whole tree may have its name. */
  readonly isLinked?: boolean;
  /** The full C text added for the helper (kernel-doc, definition, prototypes); the ledger counts these lines as `addedHelpers`. */
  readonly helperText: string;
  readonly files: readonly FileEdits[];
  /** What it relies on beside the bytes that it changes: no other fold may touch it. */
  readonly claims: readonly Claim[];
  readonly removedFunctions: readonly string[];
  /** Mail subject without `[PATCH n/m]`, as that directory writes them: `leds: lm3642: share …`. */
  readonly subject: string;
  /** Mail body, wrapped at 72: what was alike, what the helper does. */
  readonly body: string;
  /** The synthesised codemod: text of `transform.ts`. */
  readonly codemod: string;
  /** Text of the codemod's `meta.json`. */
  readonly codemodMeta: string;
}

export interface FoldResult {
  readonly plans: readonly FoldPlan[];
  /** One entry for each family not folded: subject is the family id. */
  readonly skipped: readonly Skipped[];
}
