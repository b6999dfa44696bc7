import { hashWord, type TokenBuffer, TokenKind } from "@kindred/c-source";
import type { FunctionTokens } from "./encode-function.ts";
import { fixedRole, isLinkageWord, Role } from "./token-roles.ts";

const TAG_WORDS = new Set(["struct", "union", "enum"].map(hashWord));
const OPEN_PAREN = 0x28;
const CLOSE_PAREN = 0x29;

/**
 * Tells the words of a function's head that say how it is linked, placed or checked and not what it does: `static`,
 * `__init`, `__must_hold(x)`. Some are known by name; the rest by where they stand. A type is the words that C fixes, a
 * tag, or one name: any other name before the function's own is an annotation, and so is all behind the parameters.
 */
export class HeadWords {
  private tokens: TokenBuffer | undefined;
  private at: FunctionTokens = { first: 0, name: 0, body: 0, last: 0 };
  /** The one name that may be the return type, or -1. */
  private typeName = -1;
  private afterParameters = 0;

  read(tokens: TokenBuffer, at: FunctionTokens): void {
    this.tokens = tokens;
    this.at = at;
    this.typeName = findTypeName(tokens, at);
    this.afterParameters = findParametersEnd(tokens, at);
  }

  /** For a token of the head. */
  isAnnotation(t: number): boolean {
    const { first, name } = this.at;
    const tokens = this.tokens!;
    if (t >= name) return t >= this.afterParameters;
    if (isLinkageWord(tokens.hash[t])) return true;
    return isFreeName(tokens, t, first) && t !== this.typeName && !isCalled(tokens, t);
  }
}

/** The first name, unless words that C fixes or a tag say the type. */
function findTypeName(tokens: TokenBuffer, { first, name }: FunctionTokens): number {
  let found = -1;
  for (let t = first; t < name; t++) {
    if (tokens.kind[t] !== TokenKind.Identifier) continue;
    if (TAG_WORDS.has(tokens.hash[t]) || fixedRole(tokens.hash[t]) === Role.BuiltinType) return -1;
    if (found < 0 && isFreeName(tokens, t, first) && !isLinkageWord(tokens.hash[t])) found = t;
  }
  return found;
}

/** A word that C does not fix and that is no tag. */
function isFreeName(tokens: TokenBuffer, t: number, first: number): boolean {
  if (tokens.kind[t] !== TokenKind.Identifier || fixedRole(tokens.hash[t]) >= 0) return false;
  return t === first || !TAG_WORDS.has(tokens.hash[t - 1]);
}

function isCalled(tokens: TokenBuffer, t: number): boolean {
  return tokens.kind[t + 1] === TokenKind.Punctuator && tokens.hash[t + 1] === OPEN_PAREN;
}

/** Behind the parenthesis that closes the parameters; the body when there is none right behind the name. */
function findParametersEnd(tokens: TokenBuffer, { name, body }: FunctionTokens): number {
  if (!isCalled(tokens, name)) return body;
  let depth = 0;
  for (let t = name + 1; t < body; t++) {
    if (tokens.kind[t] !== TokenKind.Punctuator) continue;
    if (tokens.hash[t] === OPEN_PAREN) depth++;
    else if (tokens.hash[t] === CLOSE_PAREN && --depth === 0) return t + 1;
  }
  return body;
}
