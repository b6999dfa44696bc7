export * from "./edits/edit.ts";
export * from "./errors.ts";
export * from "./functions/function-span.ts";
export * from "./lexer/tokens.ts";
export * from "./text/c-text.ts";
export * from "./tree/tree.ts";
export * from "./parser/parsed-c.ts";
