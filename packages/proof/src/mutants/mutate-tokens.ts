/**
 * Mutations that change one token: an operator for its neighbour, a constant for the next one. Only what is
 * plainly binary counts as an operator; a cast that reads like one gives code that does not compile, which
 * costs a compiler run and nothing else.
 */
import { TokenKind } from "@kindred/c-source";
import { type Code, type CodeToken, isToken } from "../code/read-code.ts";
import { type Mutation, type MutationOperator, replaceStretch } from "./mutant.ts";

const NEIGHBOURS: Readonly<Record<string, readonly [MutationOperator, string]>> = {
  "<": ["comparison", "<="],
  "<=": ["comparison", "<"],
  ">": ["comparison", ">="],
  ">=": ["comparison", ">"],
  "==": ["comparison", "!="],
  "!=": ["comparison", "=="],
  "&": ["bit operator", "|"],
  "|": ["bit operator", "&"],
  "&=": ["bit operator", "|="],
  "|=": ["bit operator", "&="],
  "<<": ["bit operator", ">>"],
  ">>": ["bit operator", "<<"],
  "&&": ["logical operator", "||"],
  "||": ["logical operator", "&&"],
  "+": ["arithmetic operator", "-"],
  "-": ["arithmetic operator", "+"],
  "+=": ["arithmetic operator", "-="],
  "-=": ["arithmetic operator", "+="],
};
const INTEGER = /^(?:0[xX][0-9a-fA-F]+|\d+)[uUlL]*$/;
const NAMED_CONSTANT = /^[A-Z][A-Z0-9_]*[A-Z0-9]$/;
const NO_OPERAND = new Set(["return", "case", "else", "sizeof", "typeof", "goto", "in"]);
const NO_CONSTANT_AFTER = new Set([".", "->", "##", "#", "goto", "struct", "union", "enum"]);

/** Operators turned into their neighbours. */
export function mutateOperators({ tokens }: Code): Mutation[] {
  return tokens.flatMap((token, at) => {
    const neighbour = token.kind === TokenKind.Punctuator ? NEIGHBOURS[token.text] : undefined;
    if (neighbour === undefined || !isOperand(tokens[at - 1]) || !startsOperand(tokens[at + 1])) return [];
    const [operator, now] = neighbour;
    return [replaceStretch(operator, token, now)];
  });
}

/** Integers and names of constants made one larger, `true` and `false` exchanged. */
export function mutateConstants({ tokens }: Code, operator: MutationOperator = "constant"): Mutation[] {
  return tokens.flatMap((token, at) => {
    const before = tokens[at - 1];
    const now = nextConstant(token, before, tokens[at + 1]);
    const isLoopOnce = isToken(before, "(") && isToken(tokens[at - 2], "while");
    return now === undefined || isLoopOnce ? [] : [replaceStretch(operator, token, now)];
  });
}

function nextConstant(
  { kind, text }: CodeToken,
  before: CodeToken | undefined,
  after: CodeToken | undefined,
): string | undefined {
  if (before !== undefined && NO_CONSTANT_AFTER.has(before.text)) return undefined;
  if (isToken(after, "##")) return undefined;
  if (kind === TokenKind.Number) return INTEGER.test(text) ? `(${text} + 1)` : undefined;
  if (kind !== TokenKind.Identifier) return undefined;
  if (text === "true") return "false";
  if (text === "false") return "true";
  const isPartOfText = before?.kind === TokenKind.String || after?.kind === TokenKind.String;
  const isName = NAMED_CONSTANT.test(text) && text !== "NULL" && !isToken(after, "(") && !isPartOfText;
  // A name in front of another one is a type or an annotation.
  return isName && after?.kind !== TokenKind.Identifier ? `(${text} + 1)` : undefined;
}

function isOperand(token: CodeToken | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === TokenKind.Punctuator) return token.text === ")" || token.text === "]";
  return !NO_OPERAND.has(token.text);
}

function startsOperand(token: CodeToken | undefined): boolean {
  if (token === undefined) return false;
  return token.kind !== TokenKind.Punctuator || ["(", "~", "!", "-", "*", "&", "+"].includes(token.text);
}
