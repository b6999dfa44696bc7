/**
 * Mutations that change a stretch of code: a condition negated, a result inverted, a statement dropped, two
 * arguments exchanged. What they take away leaves its line breaks behind, so that everything else keeps its
 * line: a difference in `__LINE__` would tell a mutant apart that nothing else does.
 */
import { type CText, TokenKind } from "@kindred/c-source";
import type { Mutation, MutationOperator } from "./mutant.ts";
import { type Code, isToken } from "./read-code.ts";

const CONTROL = new Set(["if", "while", "for", "switch"]);
const NO_STATEMENT = new Set(
  "if else for while do switch case default return goto break continue struct union enum static const volatile extern typedef register signed unsigned int char long short void bool float double asm __asm__ typeof __typeof__ sizeof".split(
    " ",
  ),
);
const NOT_CALLED = new Set("sizeof typeof __typeof__ return container_of offsetof __attribute__".split(" "));
const ASSIGNMENT = /^(?:[-+*/%&|^]|<<|>>)?=$|^(?:\+\+|--)$/;
const LONGEST_SHOWN = 60;

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

/** Statements that call or assign, gone. */
export function dropStatements(text: CText, code: Code): Mutation[] {
  return statementsOf(code).flatMap(([from, to]) => {
    const { start } = code.tokens[from]!;
    const { end } = code.tokens[to]!;
    const was = text.slice(start, end);
    const now = `;${was.slice(1).replace(/[^\r\n\\]|\\(?!\r?\n)/g, " ")}`;
    return [
      { operator: "statement", edits: [{ start, end, text: now }], was: shorten(was), now: ";" } as const,
    ];
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

/** First and last token of each statement that only calls or assigns. */
function statementsOf(code: Code): [number, number][] {
  const { tokens, partner } = code;
  const found: [number, number][] = [];
  for (const [at, token] of tokens.entries()) {
    if (!startsStatement(code, at) || NO_STATEMENT.has(token.text)) continue;
    let hasEffect = false;
    let to = at;
    while (to < tokens.length && !isToken(tokens[to], ";") && !/^[{})]$/.test(tokens[to]!.text)) {
      const isCall = isToken(tokens[to], "(") && to > at && tokens[to - 1]!.kind === TokenKind.Identifier;
      hasEffect ||= isCall || ASSIGNMENT.test(tokens[to]!.text);
      to = (partner.get(to) ?? to) + 1;
    }
    if (hasEffect && isToken(tokens[to], ";") && !declares(code, at)) found.push([at, to]);
  }
  return found;
}

function startsStatement({ tokens, opener }: Code, at: number): boolean {
  const token = tokens[at]!;
  const isStart = token.kind === TokenKind.Identifier || ["*", "(", "++", "--"].includes(token.text);
  const before = tokens[at - 1];
  if (!isStart || before === undefined) return isStart;
  if (/^(?:[{};]|else|do)$/.test(before.text)) return true;
  if (before.text !== ")") return false;
  const open = opener.get(at - 1);
  const head = open === undefined ? undefined : tokens[open - 1];
  return head !== undefined && (CONTROL.has(head.text) || head.text.includes("for_each"));
}

/** `u32 x = …` and `u32 *x = …`: two words, or a word, stars and a word. */
function declares({ tokens }: Code, at: number): boolean {
  let next = at + 1;
  while (isToken(tokens[next], "*")) next++;
  return tokens[at]!.kind === TokenKind.Identifier && tokens[next]?.kind === TokenKind.Identifier;
}

function shorten(text: CText): CText {
  const line = text.replace(/(?:\\\r?\n|\s)+/g, " ").trim();
  return line.length <= LONGEST_SHOWN ? line : `${line.slice(0, LONGEST_SHOWN - 3)}...`;
}
