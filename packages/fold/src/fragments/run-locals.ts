/**
 * What a run asks of the function around it: each local that stands in it is the helper's own, a value handed in, a
 * value handed back, or an object that both work on through a pointer. Decided by data flow; what cannot be told
 * for certain refuses the run.
 */
import type { Effect } from "../flow/effects.ts";
import type { LocalVariable } from "../flow/local-variable.ts";
import { hasLocal, liveBefore } from "../flow/solve-flow.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { childIn, type Term, walkTerm } from "../syntax/term.ts";
import type { Run } from "./run.ts";
import type { RunExits } from "./run-exits.ts";
import type { HostFlow, RunFlow } from "./run-flow.ts";

/** One local of a run. */
export interface RunLocal {
  readonly variable: LocalVariable;
  /** Whether the run itself declares it. */
  readonly isDeclaredInside: boolean;
  /** Whether its value before the run may be read in it, or must survive it. */
  readonly isInput: boolean;
  /** Whether it is sure to have a value before the run. */
  readonly isAssigned: boolean;
  /** Whether the run may change it and the function reads it afterwards. */
  readonly isOutput: boolean;
  /** Whether only its address can be shared: an array or struct, or a variable whose address the run hands on. */
  readonly isObject: boolean;
  /** Whether a macro names it: it must keep its name. */
  readonly isHidden: boolean;
  /** Whether every use of it stands in the run. */
  readonly isOnlyHere: boolean;
}

/** The locals of a run in the order in which they first stand in it, or why they cannot be shared. */
export function listRunLocals(flow: RunFlow, exits: RunExits): RunLocal[] | Refusal {
  const order = [...new Set(flow.effects.map(({ local }) => local))];
  const inputs = inputsOf(flow, exits, order);
  const locals: RunLocal[] = [];
  for (const id of order) {
    const local = readLocal(flow, exits, id, inputs.has(id));
    const refusal = refuseLocal(flow, local) ?? refuseEscape(flow, local);
    if (refusal) return refusal;
    locals.push(local);
  }
  return locals;
}

function effectsOn(flow: RunFlow, id: number): Effect[] {
  return flow.effects.filter(({ local }) => local === id);
}

const CHANGES: ReadonlySet<string> = new Set(["write", "touch", "address", "escape"]);

function isOutput(flow: RunFlow, { targets, error }: RunExits, id: number): boolean {
  const isChanged = effectsOn(flow, id).some(({ kind }) => CHANGES.has(kind));
  return isChanged && id !== error && targets.some((node) => hasLocal(flow.live(node), id));
}

/** Locals whose value on entry may be read inside, or must still be there afterwards. */
function inputsOf(flow: RunFlow, exits: RunExits, ids: readonly number[]): ReadonlySet<number> {
  const outputs = ids
    .filter((id) => isOutput(flow, exits, id))
    .reduce((set, id) => set | (1n << BigInt(id)), 0n);
  const { maybe } = flow.assigned(flow.entry);
  const live = liveBefore(
    flow.flow,
    flow.part,
    (node) => (node === flow.flow.end ? 0n : outputs),
    ({ kind, local }) =>
      kind === "read" ||
      kind === "touch" ||
      kind === "escape" ||
      (kind === "address" && hasLocal(maybe, local)),
  );
  return new Set(ids.filter((id) => hasLocal(live(flow.entry), id)));
}

function readLocal(flow: RunFlow, exits: RunExits, id: number, isInput: boolean): RunLocal {
  const variable = flow.variables.get(id)!;
  const effects = effectsOn(flow, id);
  const isDeclaredInside = !variable.isParameter && isInside(flow, variable.start);
  const isAddressed = effects.some(({ kind }) => kind === "address" || kind === "escape");
  const isOut = isOutput(flow, exits, id);
  return {
    variable,
    isDeclaredInside,
    isInput,
    isAssigned: hasLocal(flow.assigned(flow.entry).surely, id),
    isOutput: isOut,
    isObject: (isInput || isOut) && (variable.shape !== "scalar" || isAddressed),
    isHidden: effects.some((effect) => effect.isHidden),
    isOnlyHere: isOnlyIn(flow, variable, [flow.run]),
  };
}

function isInside({ run }: RunFlow, at: number): boolean {
  return at >= run.start && at < run.end;
}

/** Whether every use of a local stands in one of these runs of its function. */
export function isOnlyIn(flow: HostFlow, variable: LocalVariable, runs: readonly Run[]): boolean {
  const isInRun = (at: number): boolean => runs.some((run) => at >= run.start && at < run.end);
  const hidden = flow.flow.nodes.flatMap(({ effects }) =>
    effects.filter(({ isHidden, local }) => isHidden && local === variable.id),
  );
  return (
    hidden.every(({ at }) => isInRun(at)) &&
    [...flow.localAt].every(([at, id]) => id !== variable.id || isInRun(at) || isDeclaration(variable, at))
  );
}

function isDeclaration({ start, end }: LocalVariable, at: number): boolean {
  return at >= start && at < end;
}

function refuseLocal(flow: RunFlow, local: RunLocal): Refusal | undefined {
  const { name, isPlain, shape, suffix } = local.variable;
  const place = `${name} in ${flow.host.member.function}()`;
  if (local.isDeclaredInside)
    return local.isOnlyHere
      ? undefined
      : refuse("declared-in-fragment", `${place} is declared in the run and used after it.`);
  if (!isPlain) return refuse("unusual-local", `${place} is not declared as a plain variable.`);
  if (local.isObject && local.isHidden)
    return refuse(
      "macro-hides-local",
      `A macro names ${place}, which the helper would only have a pointer to.`,
    );
  if (local.isInput && !local.isObject && !local.isAssigned)
    return refuse("uninitialised-input", `${place} may have no value yet where the run begins.`);
  const isMeasured = effectsOn(flow, local.variable.id).some(({ kind }) => kind === "mention");
  if (local.isObject && shape === "array" && isMeasured)
    return refuse("unusual-local", `The run asks for the size of the array ${place}.`);
  const isOwnArray = shape === "array" && !local.isObject;
  return isOwnArray && !/^\[(?:\d+|[A-Z_][A-Z0-9_]*)\]$/.test(suffix.replace(/\s/g, ""))
    ? refuse("unusual-local", `The size of the array ${place} is not a plain constant.`)
    : undefined;
}

/** Callees that may keep a pointer that they are given. */
const KEEPS =
  /(?:^|_)(?:add|list|queue|enqueue|register|init|setup|submit|schedule|attach|insert|map|start|post|chain|sg|link|set|hold|get|arm|bind|prepare|append|push)(?:_|$)/;

/** The helper's own variables die with it: nobody may keep their address. */
function refuseEscape(flow: RunFlow, local: RunLocal): Refusal | undefined {
  if (local.isDeclaredInside && isNested(flow, local.variable)) return undefined;
  const isOwn = !local.isInput && !local.isOutput;
  const kinds = new Set(effectsOn(flow, local.variable.id).map(({ kind }) => kind));
  const isKept =
    (isOwn &&
      (kinds.has("escape") || (local.variable.shape !== "scalar" && isHandedToKeeper(flow, local)))) ||
    (!local.isObject && keptOutside(flow, local.variable.id));
  return isKept
    ? refuse(
        "local-escapes",
        `The address of ${local.variable.name} in ${flow.host.member.function}() may be kept.`,
      )
    : undefined;
}

/** A variable of an inner block dies before the run ends, with or without a helper. */
function isNested({ run }: RunFlow, { start }: LocalVariable): boolean {
  return !run.statements.some((statement) => statement.type === "declaration" && statement.start === start);
}

function keptOutside({ flow: { nodes } }: RunFlow, id: number): boolean {
  return nodes.some(({ effects }) => effects.some(({ kind, local }) => kind === "escape" && local === id));
}

function isHandedToKeeper(flow: RunFlow, { variable }: RunLocal): boolean {
  let isKept = false;
  for (const statement of flow.run.statements) {
    walkTerm(statement, (term) => {
      if (term.type !== "call_expression" || !KEEPS.test(childIn(term, "function")?.text ?? "")) return;
      const args = childIn(term, "arguments")?.children.filter((child) => child.named) ?? [];
      if (args.some((arg) => holds(arg, variable.id, flow))) isKept ||= args.length > 1;
    });
  }
  return isKept;
}

function holds(term: Term, id: number, flow: RunFlow): boolean {
  let found = false;
  walkTerm(term, (part) => {
    found ||= flow.localAt.get(part.start) === id;
  });
  return found;
}
