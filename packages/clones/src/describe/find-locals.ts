import { hashWord } from "@kindred/c-source";
import { OWN_NAME_SYMBOL } from "../scan/encode-function.ts";
import {
  ASSIGN,
  CLOSE_BRACE,
  CLOSE_PAREN,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  SEMICOLON,
  STAR,
} from "../scan/punctuator-symbols.ts";
import { packSymbol, Role, roleOf } from "../scan/token-roles.ts";

const DECLARATION_KEYWORDS = new Set(
  ["struct", "union", "enum", "const", "volatile", "static"].map((word) =>
    packSymbol(Role.Keyword, hashWord(word)),
  ),
);

/**
 * Names that belong to the function: itself, parameters, local variables and labels, found by the look of
 * declarations (`type words and stars, then a name, then one of , ; = [ )`). What is missed counts as a difference between
 * members, so a miss costs a superfluous hole and never hides one. One pass over the symbols.
 */
export function findLocals(symbols: Int32Array): Set<number> {
  const locals = new Set<number>([OWN_NAME_SYMBOL]);
  const bodyStart = symbols.indexOf(OPEN_BRACE);
  addParameters(symbols, bodyStart, locals);
  let isStatementStart = true;
  for (let i = bodyStart + 1; i < symbols.length; i++) {
    if (isStatementStart) {
      addLabel(symbols, i, locals);
      i = addDeclaration(symbols, i, locals);
    }
    const symbol = symbols[i];
    isStatementStart =
      symbol === SEMICOLON || symbol === OPEN_BRACE || symbol === CLOSE_BRACE || symbol === COLON;
  }
  return locals;
}

/** In the parameter list, the last name before a comma or the closing parenthesis. */
function addParameters(symbols: Int32Array, bodyStart: number, locals: Set<number>): void {
  for (let i = 1; i < bodyStart; i++) {
    const symbol = symbols[i];
    if (symbol !== COMMA && symbol !== CLOSE_PAREN && symbol !== OPEN_BRACKET) continue;
    const before = symbols[i - 1];
    if (roleOf(before) === Role.Name && i > 1 && canEndType(symbols[i - 2])) locals.add(before);
  }
}

function addLabel(symbols: Int32Array, at: number, locals: Set<number>): void {
  if (roleOf(symbols[at]) === Role.Name && symbols[at + 1] === COLON) locals.add(symbols[at]);
}

/** If a declaration starts at `at`, notes its names and returns the index of its last symbol looked at. */
function addDeclaration(symbols: Int32Array, at: number, locals: Set<number>): number {
  let i = at;
  while (i < symbols.length && isDeclarationWord(symbols[i])) i++;
  if (i - at < 2 || !endsDeclarator(symbols[i])) return at;
  locals.add(symbols[i - 1]);
  let depth = 0;
  for (; i < symbols.length && symbols[i] !== SEMICOLON; i++) {
    const symbol = symbols[i];
    if (symbol === OPEN_PAREN || symbol === OPEN_BRACE) depth++;
    else if (symbol === CLOSE_PAREN || symbol === CLOSE_BRACE) depth--;
    else if (symbol === COMMA && depth === 0) {
      let next = i + 1;
      while (symbols[next] === STAR) next++;
      if (roleOf(symbols[next]) === Role.Name && endsDeclarator(symbols[next + 1])) locals.add(symbols[next]);
    }
  }
  return Math.min(i, symbols.length - 1);
}

function isDeclarationWord(symbol: number): boolean {
  return symbol === STAR || canEndType(symbol);
}

function canEndType(symbol: number): boolean {
  const role = roleOf(symbol);
  return (
    symbol === STAR || role === Role.Name || role === Role.BuiltinType || DECLARATION_KEYWORDS.has(symbol)
  );
}

function endsDeclarator(symbol: number): boolean {
  return symbol === SEMICOLON || symbol === COMMA || symbol === ASSIGN || symbol === OPEN_BRACKET;
}
