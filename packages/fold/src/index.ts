export * from "./fold-plan.ts";
export * from "./ledger.ts";
