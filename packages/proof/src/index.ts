export * from "./prove-request.ts";
export * from "./verdicts.ts";
