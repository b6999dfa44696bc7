import type { LocalVariable } from "../flow/local-variable.ts";
import { isSameType } from "../flow/same-type.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { planExits, type RunExits } from "./run-exits.ts";
import type { RunFlow } from "./run-flow.ts";
import { listRunLocals, type RunLocal } from "./run-locals.ts";

/**
 * How a local of the runs reaches the helper: declared in the run or by the helper itself, as a value, or by a
 * pointer to it.
 */
export type Passing = "inside" | "own" | "value" | "object";

/** What one helper for several runs looks like from outside. Locals are numbered in the order in which they appear. */
export interface FragmentInterface {
  readonly kind: RunExits["kind"];
  readonly passing: readonly Passing[];
  /** Slots of the parameters, in their order. */
  readonly parameters: readonly number[];
  /** Slot of the local whose value the helper returns. */
  readonly result: number | undefined;
  /** Slot of the error variable, when the runs name it. */
  readonly error: number | undefined;
  /** Type of every slot, as it is declared: the runs may spell it in different ways. */
  readonly bases: readonly string[];
}

/** A run with what it needs. */
export interface PlannedRun {
  readonly flow: RunFlow;
  readonly exits: RunExits;
  readonly locals: readonly RunLocal[];
}

/** Works out what a run needs of its function. */
export function planRun(flow: RunFlow): PlannedRun | Refusal {
  const exits = planExits(flow);
  if (isRefusal(exits)) return exits;
  const locals = listRunLocals(flow, exits);
  return isRefusal(locals) ? locals : { flow, exits, locals };
}

/** More parameters than this and the helper reads worse than the copies. */
const MOST_PARAMETERS = 6;

/** One interface for all runs: what one of them needs, all get. */
export function shareInterface(runs: readonly PlannedRun[]): FragmentInterface | Refusal {
  const [first] = runs;
  const count = first.locals.length;
  const kind = first.exits.kind;
  const errors = new Set(runs.map(({ exits, locals }) => slotOf(locals, exits.error)));
  if (runs.some(({ locals, exits }) => locals.length !== count || exits.kind !== kind) || errors.size > 1)
    return refuse("locals-differ", "The runs differ in the locals that they work on or in how they end.");
  const [error] = errors;
  const columns = first.locals.map((_, slot) => runs.map(({ locals }) => locals[slot]));
  const outputs = [...columns.keys()].filter(
    (slot) => slot !== error && columns[slot].some((local) => local.isOutput && !isObject(columns[slot])),
  );
  const result = kind === "falls" ? chooseResult(columns, outputs) : undefined;
  const passing: Passing[] = [];
  for (const [slot, column] of columns.entries()) {
    const way = passColumn(column, outputs.includes(slot) && slot !== result);
    if (isRefusal(way)) return way;
    passing.push(way);
  }
  const parameters = sortParameters(passing, first.locals);
  return parameters.length > MOST_PARAMETERS
    ? refuse("too-many-parameters", `The runs need ${parameters.length} values of the function around them.`)
    : { kind, passing, parameters, result, error, bases: columns.map(sharedBase) };
}

/** The first run's type, where all have the same; nothing where each keeps its own. */
function sharedBase(column: readonly RunLocal[]): string {
  const [{ variable }] = column;
  return column.every((local) => isSameType(local.variable.base, variable.base)) ? variable.base : "";
}

function slotOf(locals: readonly RunLocal[], id: number | undefined): number | undefined {
  const slot = locals.findIndex(({ variable }) => variable.id === id);
  return slot < 0 ? undefined : slot;
}

function isObject(column: readonly RunLocal[]): boolean {
  return column.some((local) => local.isObject);
}

const ERROR_NAME = /^(?:ret|err|rc|error|status|result|retval)$/;

/** The output that is returned: the only one, or the one that is called so. */
function chooseResult(
  columns: readonly (readonly RunLocal[])[],
  outputs: readonly number[],
): number | undefined {
  return outputs.find((slot) => ERROR_NAME.test(columns[slot][0].variable.name)) ?? outputs[0];
}

function passColumn(column: readonly RunLocal[], isOutputByPointer: boolean): Passing | Refusal {
  const { name } = column[0].variable;
  const inside = column.filter(({ isDeclaredInside }) => isDeclaredInside).length;
  if (inside > 0 && inside < column.length)
    return refuse("locals-differ", `${name} is declared inside of some runs and outside of others.`);
  if (inside > 0) return "inside";
  const isHidden = column.some((local) => local.isHidden);
  if (isHidden && column.some(({ variable }) => variable.name !== name))
    return refuse("macro-hides-local", `A macro names ${name}, which is called otherwise in another run.`);
  if (isObject(column) || isOutputByPointer) {
    return isHidden
      ? refuse("macro-hides-local", `A macro names ${name}, which the helper would only have a pointer to.`)
      : "object";
  }
  if (!column.some(({ isInput }) => isInput)) return "own";
  const unknown = column.find(({ isAssigned }) => !isAssigned);
  return unknown
    ? refuse("uninitialised-input", `${unknown.variable.name} may have no value yet where a run begins.`)
    : "value";
}

/** Pointers to structures first, as in all of the kernel, pointers to results last; among equals as their function has them. */
function sortParameters(passing: readonly Passing[], locals: readonly RunLocal[]): number[] {
  const slots = [...passing.keys()].filter((slot) => passing[slot] === "value" || passing[slot] === "object");
  const rank = (slot: number): number =>
    passing[slot] === "object" ? 2 : isStructPointer(locals[slot].variable) ? 0 : 1;
  const declared = (slot: number): number => {
    const { isParameter, start } = locals[slot].variable;
    return isParameter ? start : Number.POSITIVE_INFINITY;
  };
  const order = (a: number, b: number): number =>
    declared(a) === declared(b) ? 0 : declared(a) - declared(b);
  return slots.sort((a, b) => rank(a) - rank(b) || order(a, b) || a - b);
}

function isStructPointer({ base, stars }: LocalVariable): boolean {
  return stars === 1 && /\bstruct\b/.test(base);
}
