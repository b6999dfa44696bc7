import { binaryType, eitherType, integerOf } from "./conversion-rules.ts";
import { type DeclaredType, makeType, pointedAt, pointerTo, valueType } from "./declared-type.ts";
import {
  accept,
  closingBracket,
  type ExpressionTokens,
  expect,
  isTypeAhead,
  NOT_READ,
  peek,
} from "./expression-tokens.ts";
import { readPostfix, readPrimary } from "./read-primary.ts";

const MOST_DEPTH = 200;

/** `a, b`. */
export function readExpression(tokens: ExpressionTokens): DeclaredType | undefined {
  let type = readAssignment(tokens);
  while (accept(tokens, ",")) type = readAssignment(tokens);
  return type;
}

const ASSIGNING: ReadonlySet<string> = new Set([
  "=",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "&=",
  "|=",
  "^=",
  "<<=",
  ">>=",
]);

export function readAssignment(tokens: ExpressionTokens): DeclaredType | undefined {
  if (++tokens.depth > MOST_DEPTH) throw NOT_READ;
  let type = readBinary(tokens, 0);
  if (accept(tokens, "?")) {
    const middle = peek(tokens) === ":" ? type : readExpression(tokens);
    expect(tokens, ":");
    type = eitherType(middle, readAssignment(tokens), tokens);
  } else if (ASSIGNING.has(peek(tokens))) {
    tokens.at++;
    readAssignment(tokens);
    type = type && valueType(type);
  }
  tokens.depth--;
  return type;
}

const LEVELS: readonly ReadonlySet<string>[] = [
  "||",
  "&&",
  "|",
  "^",
  "&",
  "== !=",
  "< > <= >=",
  "<< >>",
  "+ -",
  "* / %",
].map((operators) => new Set(operators.split(" ")));

function readBinary(tokens: ExpressionTokens, level: number): DeclaredType | undefined {
  if (level === LEVELS.length) return readUnary(tokens);
  let left = readBinary(tokens, level + 1);
  for (let operator = peek(tokens); LEVELS[level].has(operator); operator = peek(tokens)) {
    tokens.at++;
    left = binaryType(operator, left, readBinary(tokens, level + 1), tokens);
  }
  return left;
}

/** An operand with the operators before and behind it. */
export function readUnary(tokens: ExpressionTokens): DeclaredType | undefined {
  if (++tokens.depth > MOST_DEPTH) throw NOT_READ;
  const type = readOperand(tokens);
  tokens.depth--;
  return type;
}

function readOperand(tokens: ExpressionTokens): DeclaredType | undefined {
  const operator = peek(tokens);
  switch (operator) {
    case "__extension__":
      tokens.at++;
      return readUnary(tokens);
    case "!":
      tokens.at++;
      readUnary(tokens);
      return makeType("int");
    case "+":
    case "-":
    case "~":
      tokens.at++;
      return integerOf(readUnary(tokens), tokens)?.type;
    case "*": {
      tokens.at++;
      const type = readUnary(tokens);
      return type && pointedAt(tokens.sources.declarations.behindTypedef(type));
    }
    case "&": {
      tokens.at++;
      const type = readUnary(tokens);
      return type && (type.gives ? type : pointerTo(type));
    }
    case "++":
    case "--": {
      tokens.at++;
      const type = readUnary(tokens);
      return type && valueType(type);
    }
    case "sizeof":
    case "_Alignof":
    case "__alignof__":
    case "alignof":
      return readSize(tokens);
    default:
      return readPostfix(tokens, readPrimary(tokens));
  }
}

function readSize(tokens: ExpressionTokens): DeclaredType {
  tokens.at++;
  if (peek(tokens) === "(") {
    const close = closingBracket(tokens, tokens.at);
    tokens.at++;
    const isType = isTypeAhead(tokens);
    tokens.at = isType ? close + 1 : tokens.at - 1;
    if (isType) return makeType("size_t");
  }
  readUnary(tokens);
  return makeType("size_t");
}
