export * from "./fold-plan.ts";
export * from "./ledger.ts";
export { subjectPrefix } from "./message/subject-prefix.ts";
export { createProposer, type ProposeRequest } from "./plan/create-proposer.ts";
export type { FamilyProposal, FoldProposal, FoldUnit } from "./plan/fold-proposal.ts";
export { planFolds } from "./plan-folds.ts";
export { REFUSAL_REASONS, type RefusalReason } from "./refusal.ts";
export { stackEdits } from "./stack-edits.ts";
export { STRATEGY_IDS } from "./strategies/strategy-list.ts";
