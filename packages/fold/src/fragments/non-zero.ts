import { unwrap } from "../flow/effects.ts";
import { childIn, type Term } from "../syntax/term.ts";
import type { Jump } from "./run-exits.ts";
import type { RunFlow } from "./run-flow.ts";

/**
 * Whether a value, or a local by its number, is surely not 0 where a jump stands: an error constant, `PTR_ERR(p)` behind
 * `IS_ERR(p)`, a variable that was just tested or given such a value.
 */
export function isNonZero(value: Term | number | undefined, jump: Jump, flow: RunFlow): boolean {
  if (value === undefined) return false;
  if (typeof value === "number") return isNonZeroLocal(value, jump, flow);
  const bare = unwrap(value);
  if (bare.type === "unary_expression") return isErrorConstant(bare);
  if (bare.type === "call_expression") return isNonZeroCall(bare, jump, flow);
  const id = bare.type === "identifier" ? flow.localAt.get(bare.start) : undefined;
  return id !== undefined && isNonZeroLocal(id, jump, flow);
}

function isErrorConstant(value: Term): boolean {
  const argument = childIn(value, "argument");
  const isMinus = childIn(value, "operator")?.text === "-";
  return isMinus && argument !== undefined && /^(?:E[A-Z0-9]+|[1-9]\d*)$/.test(argument.text);
}

/** `dev_err_probe()` gives its second argument back. */
function isNonZeroCall(call: Term, jump: Jump, flow: RunFlow): boolean {
  const name = childIn(call, "function")?.text;
  const args = childIn(call, "arguments")?.children.filter((child) => child.named) ?? [];
  if (name === "dev_err_probe") return isNonZero(args[1], jump, flow);
  if (name !== "PTR_ERR" || args.length !== 1) return false;
  const shown = wordsOf(args[0]);
  return guardsOf(jump).some(({ condition, taken }) => {
    const test = unwrap(plain(unwrap(condition)));
    const isTest = test.type === "call_expression" && childIn(test, "function")?.text === "IS_ERR";
    const tested = isTest ? childIn(test, "arguments")?.children.find((child) => child.named) : undefined;
    const id = flow.localAt.get(unwrap(args[0]).start);
    return (
      tested !== undefined &&
      wordsOf(tested) === shown &&
      id !== undefined &&
      !isChanged(id, taken, jump, flow)
    );
  });
}

function isNonZeroLocal(id: number, jump: Jump, flow: RunFlow): boolean {
  const given = valueBefore(jump, id, flow);
  // The value may name the variable itself: `ret = dev_err_probe(dev, ret, …)`. It is judged where it is given.
  if (given) return isNonZero(given.value, { ...jump, statement: given.statement }, flow);
  return guardsOf(jump).some(
    ({ condition, taken }) =>
      isTestedBy(condition, id, flow) !== undefined && !isChanged(id, taken, jump, flow),
  );
}

/** `ret = -ENOMEM;` right before the jump. */
function valueBefore({ statement, path }: Jump, id: number, flow: RunFlow): Given | undefined {
  const siblings = path.at(-1)?.children ?? flow.run.statements;
  const before = siblings[siblings.indexOf(statement) - 1];
  const assignment = before?.type === "expression_statement" ? before.children[0] : undefined;
  if (assignment?.type !== "assignment_expression" || childIn(assignment, "operator")?.text !== "=")
    return undefined;
  const left = childIn(assignment, "left");
  const value = childIn(assignment, "right");
  const isOwn = left?.type === "identifier" && flow.localAt.get(left.start) === id;
  return isOwn && value ? { value, statement: before } : undefined;
}

interface Given {
  readonly value: Term;
  /** The statement that gives it. */
  readonly statement: Term;
}

interface Guard {
  readonly condition: Term;
  readonly taken: Term;
}

/** The `if`s whose condition holds at a jump, innermost first. */
function guardsOf({ statement, path }: Jump): Guard[] {
  const chain = [...path, statement];
  return chain
    .flatMap((term, i): Guard[] => {
      const condition = term.type === "if_statement" ? childIn(term, "condition") : undefined;
      const taken = childIn(term, "consequence");
      return condition && taken && chain[i + 1] === taken ? [{ condition, taken }] : [];
    })
    .reverse();
}

function isChanged(id: number, taken: Term, { statement }: Jump, { effects }: RunFlow): boolean {
  return effects.some(
    ({ local, kind, at }) =>
      local === id && kind !== "read" && kind !== "mention" && at >= taken.start && at < statement.start,
  );
}

/**
 * What a condition that holds says of a local: it is not 0 (`not-zero`: and exactly then), or it is on one side of 0
 * (`sign`). Undefined when it says nothing.
 */
export function isTestedBy(condition: Term, id: number, flow: RunFlow): "not-zero" | "sign" | undefined {
  const test = plain(unwrap(condition));
  if (names(test, id, flow)) return "not-zero";
  if (test.type !== "binary_expression") return undefined;
  const [left, operator, right] = ["left", "operator", "right"].map((field) => childIn(test, field)!);
  if (!names(left, id, flow) || unwrap(right).text !== "0") return undefined;
  if (operator.text === "!=") return "not-zero";
  return operator.text === "<" || operator.text === ">" ? "sign" : undefined;
}

/** `ret`, or `(ret = f())`. */
function names(term: Term, id: number, { localAt }: RunFlow): boolean {
  const bare = unwrap(term);
  if (bare.type === "identifier") return localAt.get(bare.start) === id;
  const left =
    bare.type === "assignment_expression" && childIn(bare, "operator")?.text === "="
      ? childIn(bare, "left")
      : undefined;
  return left?.type === "identifier" && localAt.get(left.start) === id;
}

/** What `likely()` and `unlikely()` are about. */
function plain(term: Term): Term {
  const name = term.type === "call_expression" ? childIn(term, "function")?.text : undefined;
  if (name !== "likely" && name !== "unlikely") return term;
  const argument = childIn(term, "arguments")?.children.find((child) => child.named);
  return argument ? unwrap(argument) : term;
}

function wordsOf(term: Term): string {
  return term.children.length === 0 ? term.text : term.children.map(wordsOf).join(" ");
}
