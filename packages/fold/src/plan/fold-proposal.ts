import type { Family, Member } from "@kindred/clones";
import type { FamilyGroup } from "../chips/family-group.ts";
import type { FoldPlan } from "../fold-plan.ts";
import type { FileOperations } from "../place/fold-operation.ts";
import type { Refusal } from "../refusal.ts";

/** A fold of a family as if it were the only one: plain data, so that it can come from another thread. */
export interface FoldProposal {
  readonly plan: Omit<FoldPlan, "codemod" | "codemodMeta">;
  /** Lines it takes away, less those it adds. */
  readonly net: number;
  /** The functions that it folds, as the codemod names them. */
  readonly members: readonly Member[];
  /** What the codemod does. */
  readonly operations: readonly FileOperations[];
}

/** What is looked at by itself: a family, or families that may make one fold. */
export type FoldUnit = Family | FamilyGroup;

/** The folds of one family or group, or why there is none. */
export type FamilyProposal = readonly FoldProposal[] | Refusal;
