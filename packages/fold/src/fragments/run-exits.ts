/**
 * How control leaves a run, and how a helper can tell its caller. A run that falls off its end, or always returns,
 * moves as it is. One that leaves in the middle returns an error where it does, and 0 where it falls off its end, if every
 * exit surely has a value that is not 0 (`if (ret) return ret;`); else a `bool`, if all exits do the same.
 */
import type { CText } from "@kindred/c-source";
import { unwrap } from "../flow/effects.ts";
import { hasLocal, reachableIn } from "../flow/solve-flow.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { functionDeclarator } from "../syntax/declarator.ts";
import { childIn, type Term } from "../syntax/term.ts";
import { isNonZero, isTestedBy } from "./non-zero.ts";
import type { RunFlow } from "./run-flow.ts";

export interface RunExits {
  /** `falls`: to what stands behind it, also by a jump there. `ends`: every path returns. `error`, `flag`: some paths leave, and the caller is told. */
  readonly kind: "falls" | "ends" | "error" | "flag";
  /** Statements that leave the run, with what surrounds them in it, innermost last. */
  readonly jumps: readonly Jump[];
  /** What the caller does when the helper says so: `return ret;`, `goto out;`. */
  readonly leave: CText;
  /** For `error`: the variable of the caller that takes the error. */
  readonly error: number | undefined;
  /** Nodes where the function goes on: locals that live there must be right. */
  readonly targets: readonly number[];
}

export interface Jump {
  readonly statement: Term;
  readonly path: readonly Term[];
}

/** Decides how a run's exits are told. */
export function planExits(flow: RunFlow): RunExits | Refusal {
  const { nodes, end } = flow.flow;
  const inside = reachableIn(nodes, flow.part, flow.entry);
  if (isEntered(flow)) return refuse("jumps-out", `Code outside jumps into the run in ${nameOf(flow)}.`);
  const leaving = [...inside]
    .filter((node) => node !== flow.exit)
    .flatMap((node) => nodes[node].next.filter((next) => !flow.part.has(next)));
  const falls = inside.has(flow.exit);
  const jumps = findJumps(flow);
  const after = nodes[flow.exit].next;
  if (leaving.length === 0) return { ...NOTHING, kind: "falls", targets: after };
  const isAllReturns = leaving.every((target) => target === end);
  if (isAllReturns && !falls) return { ...NOTHING, kind: "ends" };
  const targets = [...after, ...leaving];
  const isSame = new Set(targets.map((target) => goesOnAt(flow, target))).size === 1;
  if (falls && isSame && jumps.every(isBare)) return { ...NOTHING, kind: "falls", jumps, targets };
  if (!falls || new Set(leaving).size > 1)
    return refuse("jumps-out", `The run in ${nameOf(flow)} leaves to several places.`);
  const told = { jumps, targets };
  return planError(flow, jumps, told) ?? planFlag(flow, jumps, told) ?? refuseJumps(flow, jumps);
}

const NOTHING = { jumps: [], leave: "", error: undefined, targets: [] };

function refuseJumps(flow: RunFlow, jumps: readonly Jump[]): Refusal {
  const shown = textOf(flow, jumps[0]?.statement).replace(/\s+/g, " ");
  return refuse("jumps-out", `The run in ${nameOf(flow)} leaves by \`${shown}\`, whose value may be 0.`);
}

function nameOf({ host }: RunFlow): string {
  return `${host.member.function}()`;
}

/** The type that a function returns, when it is one word. */
export function returnType({ host }: RunFlow): string | undefined {
  const declarator = childIn(host.term, "declarator");
  return declarator === functionDeclarator(host.term) ? childIn(host.term, "type")?.text : undefined;
}

function isEntered({ flow, part, entry }: RunFlow): boolean {
  return flow.nodes.some(
    ({ next }, from) => !part.has(from) && next.some((to) => to !== entry && part.has(to)),
  );
}

/** The first node from here on at which something happens. */
function goesOnAt({ flow: { nodes, end } }: RunFlow, from: number): number {
  let at = from;
  for (let steps = 0; at !== end && steps < nodes.length; steps++) {
    if (nodes[at].effects.length > 0 || nodes[at].next.length !== 1) break;
    at = nodes[at].next[0];
  }
  return at;
}

/** A jump that takes no value along. */
function isBare({ statement }: Jump): boolean {
  return statement.type !== "return_statement" || statement.children.length === 2;
}

const JUMP = /^(?:return|goto|break|continue)_statement$/;

function findJumps(flow: RunFlow): Jump[] {
  const jumps: Jump[] = [];
  const visit = (statement: Term, path: readonly Term[]): void => {
    if (JUMP.test(statement.type) && leaves(flow, statement)) jumps.push({ statement, path });
    for (const child of statement.children) visit(child, [...path, statement]);
  };
  for (const statement of flow.run.statements) visit(statement, []);
  return jumps;
}

function leaves({ flow: { statements, nodes }, part }: RunFlow, { start, end }: Term): boolean {
  const own = statements.get(`${start}-${end}`);
  return own !== undefined && nodes[own.entry].next.some((next) => !part.has(next));
}

type Told = Pick<RunExits, "jumps" | "targets">;

function planError(flow: RunFlow, jumps: readonly Jump[], told: Told): RunExits | undefined {
  const isReturn = jumps.every(({ statement }) => statement.type === "return_statement");
  const isGoto = jumps.every(({ statement }) => statement.type === "goto_statement");
  if (isReturn && returnType(flow) === "int") {
    const values = jumps.map(({ statement }) => statement.children[1]);
    if (!jumps.every((jump, i) => isNonZero(values[i], jump, flow))) return undefined;
    const error = errorVariables(flow, values).find((id) => isSpare(flow, id));
    return error === undefined
      ? undefined
      : { ...told, kind: "error", leave: `return ${flow.variables.get(error)!.name};`, error };
  }
  if (!isGoto) return undefined;
  const target = told.targets.at(-1)!;
  const error = errorVariables(flow, []).find(
    (id) =>
      hasLocal(flow.live(target), id) &&
      isSpare(flow, id) &&
      jumps.every((jump) => isNonZero(id, jump, flow)),
  );
  return error === undefined
    ? undefined
    : { ...told, kind: "error", leave: textOf(flow, jumps[0].statement), error };
}

const ERROR_NAME = /^(?:ret|err|rc|error|status|result|retval|res|r|rv|rval)$/;

/** Variables of type `int` that may take an error, best first. */
function errorVariables(
  { variables, localAt, run }: RunFlow,
  values: readonly (Term | undefined)[],
): number[] {
  const returned = values.flatMap((value) => {
    const id = value && localAt.get(unwrap(value).start);
    return id === undefined ? [] : [id];
  });
  const ints = [...variables.values()].filter(
    ({ base, stars, shape, isPlain, start }) =>
      base === "int" && stars === 0 && shape === "scalar" && isPlain && start < run.start,
  );
  const named = ints.filter(({ name }) => ERROR_NAME.test(name)).map(({ id }) => id);
  return [...new Set([...returned, ...named])].filter((id) => ints.some((each) => each.id === id));
}

/** Whether a variable may hold 0 after the run: nobody asks for it, or it is 0 there in any case. */
function isSpare(flow: RunFlow, id: number): boolean {
  const name = flow.variables.get(id)!.name;
  const isAlone = [...flow.variables.values()].filter((each) => each.name === name).length === 1;
  if (!isAlone) return false;
  const after = flow.flow.nodes[flow.exit].next;
  if (after.every((node) => !hasLocal(flow.live(node), id))) return true;
  return isLastGuard(flow, id);
}

/** Whether the run's last statement is `if (ret) …;` with a jump, which for `isOwn` takes just that value along. */
export function isLastGuard(flow: RunFlow, id: number, isOwn = false): boolean {
  const last = flow.run.statements.at(-1)!;
  if (last.type !== "if_statement" || childIn(last, "alternative")) return false;
  const condition = childIn(last, "condition");
  const taken = childIn(last, "consequence");
  const jump = taken?.type === "compound_statement" ? taken.children[1] : taken;
  const isOnlyJump =
    jump !== undefined && JUMP.test(jump.type) && (taken === jump || taken!.children.length === 3);
  const value = jump?.type === "return_statement" ? unwrap(jump.children[1]) : undefined;
  if (isOwn && value && flow.localAt.get(value.start) !== id) return false;
  return isOnlyJump && condition !== undefined && isTestedBy(condition, id, flow) === "not-zero";
}

/** One way out, by a statement that says the same wherever it stands. */
function planFlag(flow: RunFlow, jumps: readonly Jump[], told: Told): RunExits | undefined {
  const texts = new Set(jumps.map(({ statement }) => textOf(flow, statement)));
  const value = jumps[0]?.statement.type === "return_statement" ? jumps[0].statement.children[1] : undefined;
  if (texts.size !== 1 || (value !== undefined && !isConstant(value, flow))) return undefined;
  return { ...told, kind: "flag", leave: [...texts][0], error: undefined };
}

/** Whether a value is made of constants: no local, no call but `ERR_PTR()`. */
function isConstant(value: Term, flow: RunFlow): boolean {
  const callee = value.type === "call_expression" ? childIn(value, "function")?.text : undefined;
  if (callee !== undefined && callee !== "ERR_PTR") return false;
  if (value.children.length === 0) return !flow.localAt.has(value.start);
  return value.children.every((child) => isConstant(child, flow));
}

function textOf({ host }: RunFlow, statement: Term | undefined): CText {
  return statement ? host.text.slice(statement.start, statement.end).replace(/\s+/g, " ") : "";
}
