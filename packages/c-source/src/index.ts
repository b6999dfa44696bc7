export { createLru, type Lru } from "./cache/lru.ts";
export { type Declarations, declarationsOf, type MacroInSight } from "./declared-types/declarations.ts";
export { type DeclaredType, declareName, makeType } from "./declared-types/declared-type.ts";
export type { DeclaringFile } from "./declared-types/header-lookup.ts";
export {
  commonInteger,
  isIntegerName,
  isSameInteger,
  literalType,
  promoted,
} from "./declared-types/integer-types.ts";
export { type ExaminedExpression, typeOfConstant } from "./declared-types/type-of-expression.ts";
export { createTypeScope, type TypeScope, type TypeScopeOptions } from "./declared-types/type-scope.ts";
export * from "./edits/apply-edits.ts";
export * from "./edits/edit.ts";
export * from "./errors.ts";
export * from "./functions/find-functions.ts";
export * from "./functions/function-span.ts";
export * from "./functions/list-functions.ts";
export { hashBytes, hashPunctuator, hashWord } from "./lexer/fnv-hash.ts";
export * from "./lexer/lex.ts";
export { type Directive, listDirectives } from "./lexer/list-directives.ts";
export * from "./lexer/tokens.ts";
export { applyMacroProfile } from "./macro-profile/apply-macro-profile.ts";
export * from "./macro-profile/extend-macro-profile.ts";
export * from "./macro-profile/kernel-macro-profile.ts";
export * from "./macro-profile/macro-profile.ts";
export * from "./parser/c-parser.ts";
export * from "./parser/node-parts.ts";
export * from "./parser/parsed-c.ts";
export * from "./parser/walk.ts";
export * from "./text/c-text.ts";
export * from "./text/lines.ts";
export * from "./tree/tree.ts";
