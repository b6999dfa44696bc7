/**
 * Mutations that change a part of a statement: a condition negated, a result inverted, two arguments exchanged.
 */
import { type CText, TokenKind } from "@kindred/c-source";
import { CONTROL, type Code, isToken } from "../code/read-code.ts";
import { type Mutation, type MutationOperator, shorten } from "./mutant.ts";

const NOT_CALLED = new Set("sizeof typeof __typeof__ return container_of offsetof __attribute__".split(" "));

/** `if (x)` and `while (x)` with `!(x)`. */
export function negateConditions(text: CText, { tokens, partner }: Code): Mutation[] {
  return tokens.flatMap((token, at) => {
    if (token.kind !== TokenKind.Identifier || (token.text !== "if" && token.text !== "while")) return [];
    const close = partner.get(at + 1);
    if (!isToken(tokens[at + 1], "(") || close === undefined || close < at + 3) return [];
    if (close === at + 3 && tokens[at + 2]!.kind === TokenKind.Number) return [];
    return [invert("condition", text, tokens[at + 2]!.start, tokens[close - 1]!.end)];
  });
}

/** `return x;` with `!(x)`: another value, whatever x is. */
export function changeResults(text: CText, { tokens }: Code): Mutation[] {
  return tokens.flatMap((token, at) => {
    if (!isToken(token, "return") || isToken(tokens[at + 1], ";")) return [];
    let end = at + 1;
    while (end < tokens.length && !/^[;{}]$/.test(tokens[end]!.text)) end++;
    if (!isToken(tokens[end], ";")) return [];
    return [invert("result", text, tokens[at + 1]!.start, tokens[end - 1]!.end)];
  });
}

/** `f(a, b)` with `f(b, a)`, for every two neighbours. */
export function swapArguments(text: CText, code: Code, operator: MutationOperator = "arguments"): Mutation[] {
  return code.tokens.flatMap((token, at) => {
    const isCallee = token.kind === TokenKind.Identifier && !CONTROL.has(token.text);
    if (!isCallee || NOT_CALLED.has(token.text) || !isToken(code.tokens[at + 1], "(")) return [];
    const spans = argumentsAt(code, at + 1);
    return spans.slice(1).flatMap((right, index) => swap(text, spans[index]!, right, operator));
  });
}

interface Span {
  readonly start: number;
  readonly end: number;
  /** Whether the argument can stand in another place: no type, no text that a macro pastes to. */
  readonly movable: boolean;
}

function argumentsAt({ tokens, partner }: Code, open: number): Span[] {
  const close = partner.get(open);
  if (close === undefined) return [];
  const spans: Span[] = [];
  let from = open + 1;
  for (let at = from; at <= close; at = (partner.get(at) ?? at) + 1) {
    if (at !== close && !isToken(tokens[at], ",")) continue;
    const parts = tokens.slice(from, at);
    const isPlain = !parts.some(({ kind, text }) => kind === TokenKind.String || text === "struct");
    if (parts.length > 0) {
      spans.push({ start: parts[0]!.start, end: parts.at(-1)!.end, movable: isPlain });
    }
    from = at + 1;
  }
  return spans;
}

function swap(text: CText, left: Span, right: Span, operator: MutationOperator): Mutation[] {
  const [a, b] = [text.slice(left.start, left.end), text.slice(right.start, right.end)];
  if (!left.movable || !right.movable || a === b) return [];
  const edits = [
    { start: left.start, end: left.end, text: b },
    { start: right.start, end: right.end, text: a },
  ];
  return [{ operator, edits, was: shorten(`${a}, ${b}`), now: shorten(`${b}, ${a}`) }];
}

function invert(operator: MutationOperator, text: CText, start: number, end: number): Mutation {
  const was = shorten(text.slice(start, end));
  const edits = [
    { start, end: start, text: "!(" },
    { start: end, end, text: ")" },
  ];
  return { operator, edits, was, now: `!(${was})` };
}
