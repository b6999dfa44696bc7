import { packSymbol, Role } from "./token-roles.ts";

const symbolOf = (character: string): number => packSymbol(Role.Punctuator, character.charCodeAt(0));

/** Symbols of the punctuators that give code its shape, for whoever walks rows of symbols. */
export const COMMA: number = symbolOf(",");
export const SEMICOLON: number = symbolOf(";");
export const OPEN_PAREN: number = symbolOf("(");
export const CLOSE_PAREN: number = symbolOf(")");
export const OPEN_BRACKET: number = symbolOf("[");
export const OPEN_BRACE: number = symbolOf("{");
export const CLOSE_BRACE: number = symbolOf("}");
export const ASSIGN: number = symbolOf("=");
export const COLON: number = symbolOf(":");
export const STAR: number = symbolOf("*");
