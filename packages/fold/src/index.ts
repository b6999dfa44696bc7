export * from "./fold-plan.ts";
export * from "./ledger.ts";
export { planFolds } from "./plan-folds.ts";
export { REFUSAL_REASONS, type RefusalReason } from "./refusal.ts";
