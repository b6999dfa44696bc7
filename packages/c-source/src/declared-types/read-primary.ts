import { BUILT_IN_CALLS, builtInCall } from "./built-in-calls.ts";
import { fieldType } from "./conversion-rules.ts";
import {
  asConst,
  type DeclaredType,
  functionPointer,
  makeType,
  pointedAt,
  pointerTo,
  valueType,
} from "./declared-type.ts";
import {
  accept,
  closingBracket,
  type ExpressionTokens,
  expect,
  isTypeAhead,
  MOST_DEPTH,
  NOT_READ,
  note,
  peek,
  readTypeUpTo,
  TYPEOF,
  withoutEvaluation,
} from "./expression-tokens.ts";
import { literalType } from "./integer-types.ts";
import { readAssignment, readExpression, readUnary } from "./read-expression.ts";
import { readStatements } from "./statement-expression.ts";

/** A literal, a name, or what stands in parentheses. */
export function readPrimary(tokens: ExpressionTokens): DeclaredType | undefined {
  const { view, at } = tokens;
  const text = peek(tokens);
  if (text === "(") return readParenthesised(tokens);
  tokens.at++;
  if (view.isNumber(at)) return literalType(text);
  if (text.startsWith("'")) return makeType("int");
  if (view.isString(at)) {
    while (view.isString(tokens.at)) tokens.at++;
    return text.startsWith('"') ? makeType("const char", [false]) : undefined;
  }
  if (!view.isIdentifier(at)) throw NOT_READ;
  return readName(text, tokens);
}

function readName(name: string, tokens: ExpressionTokens): DeclaredType | undefined {
  const { sources, locals } = tokens;
  for (let i = locals.length - 1; i >= 0; i--) if (locals[i].name === name) return locals[i].type;
  const variable = (): DeclaredType | undefined => {
    if (tokens.unevaluated === 0) tokens.uses.names.add(name);
    return sources.variable(name);
  };
  if (sources.isLocal(name)) return variable();
  const isCall = peek(tokens) === "(";
  if (isCall && BUILT_IN_CALLS.has(name)) return builtInCall(name, tokens);
  const fixed = FIXED.get(name);
  if (fixed) return fixed;
  if (isCall && !sources.variable(name)) {
    const result = sources.declarations.result(name);
    return result && functionPointer(result);
  }
  const enumerator = sources.declarations.enumerator(name);
  if (enumerator) return enumerator.computesAs && makeType("int");
  return variable();
}

/** Names whose type no header says as they are used: `true` is meant as a `bool` though it is an enumerator. */
const FIXED: ReadonlyMap<string, DeclaredType> = new Map([
  ["true", makeType("bool")],
  ["false", makeType("bool")],
  ["NULL", makeType("void", [false])],
  ["HZ", makeType("int")],
]);

/** `(type)x`, `(type){ … }`, `({ … })` or `(x)`. */
function readParenthesised(tokens: ExpressionTokens): DeclaredType | undefined {
  const close = closingBracket(tokens, tokens.at);
  tokens.at++;
  if (peek(tokens) === "{") {
    note(tokens, "assigns");
    const type = readStatements(tokens);
    expect(tokens, ")");
    return type;
  }
  if (!isTypeAhead(tokens)) {
    const type = readExpression(tokens);
    expect(tokens, ")");
    return type;
  }
  const type = readType(tokens, close);
  tokens.at = close + 1;
  if (peek(tokens) === "{") readInitialisers(tokens);
  else readUnary(tokens);
  return type;
}

/** `{ .a = 1, [2] = { 3 } }`. */
function readInitialisers(tokens: ExpressionTokens): void {
  if (++tokens.depth > MOST_DEPTH) throw NOT_READ;
  expect(tokens, "{");
  while (!accept(tokens, "}")) {
    while (peek(tokens) === "." || peek(tokens) === "[")
      tokens.at = peek(tokens) === "." ? tokens.at + 2 : closingBracket(tokens, tokens.at) + 1;
    accept(tokens, "=");
    if (peek(tokens) === "{") readInitialisers(tokens);
    else readAssignment(tokens);
    if (peek(tokens) !== "}") expect(tokens, ",");
  }
  tokens.depth--;
}

/** A type name up to `close`: words and stars, or `typeof (…)` and stars. */
export function readType(tokens: ExpressionTokens, close: number): DeclaredType | undefined {
  const isConst = accept(tokens, "const");
  if (!TYPEOF.has(peek(tokens))) {
    if (isConst) tokens.at--;
    return readTypeUpTo(tokens, close);
  }
  let type = readTypeof(tokens);
  if (isConst) type = type && asConst(type);
  while (tokens.at < close && type) {
    if (accept(tokens, "*")) type = pointerTo({ ...type, isArray: false });
    else if (!accept(tokens, "const")) return undefined;
  }
  return type;
}

/** `typeof (x)` or `typeof (type)`. */
export function readTypeof(tokens: ExpressionTokens): DeclaredType | undefined {
  tokens.at++;
  const close = closingBracket(tokens, tokens.at);
  expect(tokens, "(");
  const type = isTypeAhead(tokens)
    ? readType(tokens, close)
    : withoutEvaluation(tokens, () => readExpression(tokens));
  if (tokens.at !== close) throw NOT_READ;
  tokens.at++;
  return type;
}

/** `[i]`, `.f`, `->f`, calls and `++` behind an operand. */
export function readPostfix(
  tokens: ExpressionTokens,
  primary: DeclaredType | undefined,
): DeclaredType | undefined {
  let type = primary;
  for (;;) {
    const operator = peek(tokens);
    if (operator === "[") {
      const close = closingBracket(tokens, tokens.at);
      note(tokens, "reads");
      tokens.at++;
      readExpression(tokens);
      if (tokens.at !== close) throw NOT_READ;
      tokens.at++;
      type = type && pointedAt(tokens.sources.declarations.behindTypedef(type));
    } else if (operator === "(") {
      note(tokens, "calls");
      readArguments(tokens);
      type = type && tokens.sources.declarations.behindTypedef(type).gives;
    } else if (operator === "." || operator === "->") {
      if (operator === "->") note(tokens, "reads");
      tokens.at++;
      type = type && fieldType(type, operator === "->" ? 1 : 0, peek(tokens), tokens);
      tokens.at++;
    } else if (operator === "++" || operator === "--") {
      note(tokens, "assigns");
      tokens.at++;
      type = type && valueType(type);
    } else return type;
  }
}

function readArguments(tokens: ExpressionTokens): void {
  expect(tokens, "(");
  if (accept(tokens, ")")) return;
  readExpression(tokens);
  expect(tokens, ")");
}
