export * from "./fold-plan.ts";
export * from "./ledger.ts";
export { subjectPrefix } from "./message/subject-prefix.ts";
export { planFolds } from "./plan-folds.ts";
export { REFUSAL_REASONS, type RefusalReason } from "./refusal.ts";
