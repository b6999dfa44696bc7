import type { Member } from "@kindred/clones";
import type { FoldPlan } from "../fold-plan.ts";
import type { FileOperations } from "../place/fold-operation.ts";
import type { Refusal } from "../refusal.ts";

/** A fold of a family as if it were the only one: plain data, so that it can come from another thread. */
export interface FoldProposal {
  readonly plan: Omit<FoldPlan, "codemod" | "codemodMeta">;
  /** The functions that it folds, as the codemod names them. */
  readonly members: readonly Member[];
  /** What the codemod does. */
  readonly operations: readonly FileOperations[];
}

/** The folds of one family, or why there is none. */
export type FamilyProposal = readonly FoldProposal[] | Refusal;
