export * from "./define-codemod.ts";
export * from "./run-request.ts";
