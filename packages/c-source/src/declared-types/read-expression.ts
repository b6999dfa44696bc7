import { binaryType, eitherType, integerOf } from "./conversion-rules.ts";
import { type DeclaredType, makeType, pointedAt, pointerTo, valueType } from "./declared-type.ts";
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
  withoutEvaluation,
} from "./expression-tokens.ts";
import { readPostfix, readPrimary } from "./read-primary.ts";

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
    note(tokens, "assigns");
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

/** `<<`, `>>`, `/` and `%`. */
const FIRST_TRAPPING = 7;

/** Shifting by too much, and dividing by 0, do harm: only a literal that is neither is known not to. */
function noteOperand(tokens: ExpressionTokens): void {
  if (!/^(?:[1-9]|[12]\d|3[01])[uU]?$/.test(peek(tokens))) note(tokens, "mayTrap");
}

function readBinary(tokens: ExpressionTokens, level: number): DeclaredType | undefined {
  if (level === LEVELS.length) return readUnary(tokens);
  let left = readBinary(tokens, level + 1);
  for (let operator = peek(tokens); LEVELS[level].has(operator); operator = peek(tokens)) {
    tokens.at++;
    if (level >= FIRST_TRAPPING && operator !== "+" && operator !== "-" && operator !== "*")
      noteOperand(tokens);
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
      note(tokens, "reads");
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
      note(tokens, "assigns");
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
  withoutEvaluation(tokens, () => readUnary(tokens));
  return makeType("size_t");
}
