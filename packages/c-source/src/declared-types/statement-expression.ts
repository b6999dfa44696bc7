import { type DeclaredType, valueType } from "./declared-type.ts";
import {
  accept,
  closingBracket,
  type ExpressionTokens,
  expect,
  isTypeAhead,
  NOT_READ,
  peek,
  TYPEOF,
} from "./expression-tokens.ts";
import { readDeclaration } from "./read-declaration.ts";
import { readAssignment, readExpression } from "./read-expression.ts";
import { readTypeof } from "./read-primary.ts";

const CONTROL: ReadonlySet<string> = new Set(["if", "for", "while", "switch", "else"]);

/** The type of a `{ … }` that is an expression: that of its last statement. What it declares holds in it. */
export function readStatements(tokens: ExpressionTokens): DeclaredType | undefined {
  const close = closingBracket(tokens, tokens.at);
  const outer = tokens.locals.length;
  let type: DeclaredType | undefined;
  tokens.at++;
  while (tokens.at < close) type = readStatement(tokens, close);
  tokens.locals.length = outer;
  expect(tokens, "}");
  return type;
}

/** Reads a statement; the type of an expression that is one. */
function readStatement(tokens: ExpressionTokens, close: number): DeclaredType | undefined {
  const word = peek(tokens);
  if (accept(tokens, ";")) return undefined;
  if (word === "{") {
    tokens.at = closingBracket(tokens, tokens.at) + 1;
    return undefined;
  }
  const end = statementEnd(tokens, close);
  if (CONTROL.has(word) || word === "do" || word === "goto" || word === "asm" || word === "__asm__") {
    tokens.at = end;
    return undefined;
  }
  if (word === "static" || isTypeAhead(tokens)) {
    declare(tokens, end - 1);
    tokens.at = end;
    return undefined;
  }
  if (word === "_Static_assert" || word === "static_assert") {
    tokens.at = end;
    return undefined;
  }
  const type = readExpression(tokens);
  if (tokens.at !== end - 1) throw NOT_READ;
  tokens.at = end;
  return type && valueType(type);
}

/** Behind the `;`, or the `}` of a loop or branch, that ends the statement at the place. */
function statementEnd(tokens: ExpressionTokens, close: number): number {
  const isControl = CONTROL.has(peek(tokens));
  for (let i = tokens.at; i < close; i++) {
    const text = tokens.view.spelling(i);
    if (text === ";") return i + 1;
    if (text !== "(" && text !== "[" && text !== "{") continue;
    i = closingBracket(tokens, i);
    if (text === "{" && isControl) return i + 1;
  }
  throw NOT_READ;
}

/** `typeof(x) a = …`, `__auto_type a = …` or a declaration in words, up to `end`. */
function declare(tokens: ExpressionTokens, end: number): void {
  const { view, locals } = tokens;
  const start = tokens.at;
  while (peek(tokens) === "const" || peek(tokens) === "__maybe_unused") tokens.at++;
  if (!TYPEOF.has(peek(tokens))) {
    for (const { name, type } of readDeclaration(view, start, end)) locals.push({ name, type });
    return;
  }
  const isAuto = peek(tokens) === "__auto_type";
  let type = isAuto ? undefined : readTypeof(tokens);
  if (isAuto) tokens.at++;
  if (peek(tokens) === "*") throw NOT_READ;
  const name = view.word(tokens.at++);
  if (name === "") throw NOT_READ;
  if (isAuto) {
    expect(tokens, "=");
    type = readAssignment(tokens);
  }
  locals.push({ name, type: type && valueType(type) });
}
