/**
 * Mutations of whole statements: one dropped, one done twice, two neighbours exchanged. What they take away leaves its
 * line breaks behind and what they add has none, so that everything else keeps its line: a difference in `__LINE__`
 * would tell a mutant apart that nothing else does.
 */
import { type CText, TokenKind } from "@kindred/c-source";
import { CONTROL, type Code, type CodeToken, isToken } from "../code/read-code.ts";
import { type Mutation, replaceStretch, shorten } from "./mutant.ts";

const NO_STATEMENT = new Set(
  "if else for while do switch case default return goto break continue struct union enum static const volatile extern typedef register signed unsigned int char long short void bool float double asm __asm__ typeof __typeof__ sizeof".split(
    " ",
  ),
);
const ASSIGNMENT = /^(?:[-+*/%&|^]|<<|>>)?=$|^(?:\+\+|--)$/;
const COUNTING = /^(?:[-+]=|\+\+|--)$/;

/** A statement that only calls or assigns. */
interface Statement {
  readonly start: number;
  readonly end: number;
  readonly text: CText;
  /** Done twice, or after its neighbour, it is likely to do something else. */
  readonly counts: boolean;
}

/** Statements that call or assign, gone. */
export function dropStatements(text: CText, code: Code): Mutation[] {
  return statementsOf(text, code).map((statement) => ({
    ...replaceStretch("statement", statement, `;${withoutWords(statement.text.slice(1))}`),
    was: shorten(statement.text),
    now: ";",
  }));
}

/** Statements that call or count, done twice. */
export function doubleStatements(text: CText, code: Code): Mutation[] {
  return statementsOf(text, code).flatMap(({ start, end, text: was, counts }) => {
    if (!counts || /\/[/*]/.test(was)) return [];
    const again = was.replace(/[ \t]*\\?\r?\n[ \t]*/g, " ");
    // In braces, since the statement may be all that an `if` has.
    const edits = [
      { start, end: start, text: "{ " },
      { start: end, end, text: ` ${again} }` },
    ];
    return [
      { operator: "statement twice" as const, edits, was: shorten(was), now: shorten(`${again} ${again}`) },
    ];
  });
}

/** Two neighbours that call or count, exchanged. */
export function swapStatements(text: CText, code: Code): Mutation[] {
  const statements = statementsOf(text, code).filter(({ counts }) => counts);
  return statements.slice(1).flatMap((second, at) => {
    const first = statements[at]!;
    const isNext = /^[\s\\]*$/.test(text.slice(first.end, second.start));
    if (!isNext || first.text === second.text) return [];
    const edits = [
      { start: first.start, end: first.end, text: second.text },
      { start: second.start, end: second.end, text: first.text },
    ];
    const [was, now] = [`${first.text} ${second.text}`, `${second.text} ${first.text}`].map(shorten);
    return [{ operator: "order" as const, edits, was: was!, now: now! }];
  });
}

function withoutWords(text: CText): CText {
  return text.replace(/[^\r\n\\]|\\(?!\r?\n)/g, " ");
}

function statementsOf(text: CText, code: Code): Statement[] {
  const { tokens, partner } = code;
  const found: Statement[] = [];
  for (const [at, token] of tokens.entries()) {
    if (!startsStatement(code, at) || NO_STATEMENT.has(token.text)) continue;
    let hasEffect = false;
    let counts = false;
    let to = at;
    while (to < tokens.length && !isToken(tokens[to], ";") && !/^[{})]$/.test(tokens[to]!.text)) {
      const isCall = isToken(tokens[to], "(") && to > at && isCallee(tokens[to - 1]!);
      hasEffect ||= isCall || ASSIGNMENT.test(tokens[to]!.text);
      counts ||= isCall || COUNTING.test(tokens[to]!.text);
      to = (partner.get(to) ?? to) + 1;
    }
    if (!hasEffect || !isToken(tokens[to], ";") || declares(code, at)) continue;
    const { start } = token;
    const { end } = tokens[to]!;
    found.push({ start, end, text: text.slice(start, end), counts });
  }
  return found;
}

/** A word that is no macro for a value: `BIT(3)` has no effect. */
function isCallee({ kind, text }: CodeToken): boolean {
  return kind === TokenKind.Identifier && !/^[A-Z0-9_]+$/.test(text);
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
