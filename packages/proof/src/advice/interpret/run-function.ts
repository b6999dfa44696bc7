/**
 * An interpreter for functions of LLVM IR, which runs them on what an oracle makes up. What they do to the outside is
 * recorded: calls with their arguments, register accesses, assembly, memory written, the result. Calls of functions
 * that both sides of a comparison have alike are left to the oracle; others are entered.
 *
 * The model is simple, and on purpose the same for both sides: memory is bytes; pointers are numbers; any call may
 * change all memory that it can reach. Undefined values may be used for nothing; a run that does what C leaves
 * undefined is given up. Floating point, most of vectors, and variadic functions are not known.
 */
import type { IrType } from "../../ir/ir-types.ts";
import type { Activation } from "./activation.ts";
import { createMachine, type Machine, type RunEvent } from "./machine.ts";
import { storeValue } from "./memory.ts";
import { definitionOf, type RunModule } from "./module.ts";
import { type Frame, readOperand } from "./operand.ts";
import { hashText, type Oracle } from "./oracle.ts";
import { type PreparedBlock, type PreparedFunction, prepareFunction, RunLeft } from "./prepared-function.ts";
import { bitsOf, known, RunCut, UnsupportedIr, type Value } from "./values.ts";

export interface Runner {
  readonly module: RunModule;
  /** Runs a function once. */
  run(name: string, oracle: Oracle): Run;
}

export interface Run {
  readonly events: readonly RunEvent[];
  /** Whether it came to its end. */
  readonly isWhole: boolean;
  /** Blocks that it went through, as `@function%block`. */
  readonly reached: ReadonlySet<string>;
  /** How many blocks it went through, each time counted. */
  readonly blocks: number;
}

const MOST_BLOCKS = 1500;
const DEEPEST = 24;

/** A runner for the functions of a module; `enters` says which callees it goes into. */
export function createRunner(module: RunModule, enters: (name: string) => boolean): Runner {
  const prepared = new Map<string, PreparedFunction>();
  const prepare = (name: string): PreparedFunction => {
    const source = module.functions.get(name);
    if (source === undefined) throw new UnsupportedIr(`${name} is not defined`);
    const found = prepared.get(name) ?? prepareFunction(source, module);
    prepared.set(name, found);
    return found;
  };
  return { module, run: (name, oracle) => runOnce(name, { module, enters, prepare, oracle }) };
}

interface Job {
  readonly module: RunModule;
  enters(name: string): boolean;
  prepare(name: string): PreparedFunction;
  readonly oracle: Oracle;
}

function runOnce(name: string, job: Job): Run {
  const { oracle } = job;
  const machine = createMachine(oracle);
  const reached = new Set<string>();
  const state: RunState = {
    job,
    machine,
    reached,
    blocks: 0,
    asked: new Map(),
    places: new Map(),
    names: new Map(),
  };
  try {
    const source = job.prepare(name);
    const values = source.parameters.map(({ bits, isPointer }, at) =>
      isPointer ? oracle.pointer(`argument ${at}`) : oracle.value(`argument ${at}`, bits),
    );
    const result = runPrepared(source, values, state, 0);
    machine.tell("return", [result], true);
  } catch (error) {
    if (error instanceof RunCut)
      return { events: machine.events, isWhole: false, reached, blocks: state.blocks };
    if (!(error instanceof RunLeft)) throw error;
  }
  return { events: machine.events, isWhole: true, reached, blocks: state.blocks };
}

interface RunState {
  readonly job: Job;
  readonly machine: Machine;
  readonly reached: Set<string>;
  blocks: number;
  readonly asked: Map<string, number>;
  readonly places: Map<string, bigint>;
  /** Functions by their address. */
  readonly names: Map<bigint, string>;
}

function runPrepared(
  source: PreparedFunction,
  values: readonly Value[],
  state: RunState,
  depth: number,
): Value {
  if (depth > DEEPEST) throw new RunCut();
  const run = activate(state, depth);
  for (const [at, { name }] of source.parameters.entries()) run.values.set(name, values[at] ?? null);
  let label = source.entry;
  let from = "";
  for (;;) {
    if (++state.blocks > MOST_BLOCKS) throw new RunCut();
    const block = source.blocks.get(label);
    if (block === undefined) throw new UnsupportedIr(`the block ${label} is missing`);
    state.reached.add(`${source.source.name}${label}`);
    const phis = readPhis(block, from, run);
    for (const [result, value] of phis) run.values.set(result, value);
    for (const step of block.steps) step(run);
    const end = block.end(run);
    if (end.next === undefined) return end.result;
    from = label;
    label = end.next;
  }
}

/** All phis of a block take their values at once. */
function readPhis({ phis }: PreparedBlock, from: string, run: Activation): [string, Value][] {
  return phis.map(({ result, valueFrom }) => [result, valueFrom(from)(run)]);
}

function activate(state: RunState, depth: number): Activation {
  const { job, machine } = state;
  const addressOf = (name: string): bigint => placeOf(name, state);
  const ask = (what: string, values: readonly Value[], type: IrType, clobbers: boolean): Value => {
    machine.tell(what, values, clobbers);
    activation.mayHaveLeft = true;
    return answer(type, `${what} ${values.map(machine.show).join(" ")} ${count(what, state)}`, machine);
  };
  const activation: Activation = {
    values: new Map(),
    machine,
    addressOf,
    mayHaveLeft: false,
    ask,
    askQuietly: (what, values, type) =>
      answer(type, `${what} ${values.map(machine.show).join(" ")}`, machine),
    call(callee, values, type) {
      const name = typeof callee === "string" ? callee : state.names.get(callee);
      if (name !== undefined && canEnter(name, job))
        return runPrepared(job.prepare(name), values, state, depth + 1);
      if (name === undefined) return ask("call", [callee as bigint, ...values], type, true);
      return ask(`call ${job.module.label(name)}`, values, type, true);
    },
  };
  return activation;
}

/** What takes a list of any length is left to the oracle, as is what is not defined here. */
function canEnter(name: string, { module, enters }: Job): boolean {
  const source = module.functions.get(name);
  return source !== undefined && !source.head.includes("...)") && enters(name);
}

/** How often something has been asked: the same question again may have another answer. */
function count(what: string, { asked }: RunState): number {
  const times = asked.get(what) ?? 0;
  asked.set(what, times + 1);
  return times;
}

/** What the oracle gives for a type. */
function answer(type: IrType, key: string, machine: Machine): Value {
  if (type.text === "void") return 0n;
  if (type.fields !== undefined)
    return type.fields.map((field, at) => answer(field.type, `${key}.${at}`, machine));
  if (type.text === "ptr") return machine.oracle.pointer(key);
  return machine.oracle.value(key, bitsOf(type.text));
}

/** Where a global lies: a place that its label decides; constant data is put there when it is first named. */
function placeOf(name: string, state: RunState): bigint {
  const known = state.places.get(name);
  if (known !== undefined) return known;
  const { module } = state.job;
  const label = module.label(name);
  const place = 0x2000_0000_0000n + (BigInt(hashText(5, label) >>> 0) << 12n);
  state.places.set(name, place);
  state.names.set(place, name);
  const tokens = definitionOf(module, name);
  const at = tokens.indexOf("constant");
  if (at < 0 || tokens.slice(0, at).includes("external")) return place;
  try {
    placeConstant(name, place, at + 1, state);
  } catch (error) {
    if (!(error instanceof UnsupportedIr)) throw error; // what it holds is then the oracle's, on both sides
  }
  return place;
}

function placeConstant(name: string, place: bigint, at: number, state: RunState): void {
  const { module } = state.job;
  const cursor = { tokens: definitionOf(module, name), at };
  const type = module.types.read(cursor);
  if (type === undefined) throw new UnsupportedIr(`the constant ${name}`);
  const frame: Frame = {
    values: new Map(),
    machine: state.machine,
    addressOf: (other) => placeOf(other, state),
  };
  const value = readOperand(cursor, type, module)(frame);
  storeValue(
    (address, size, each) => state.machine.place(address, size, each === null ? 0n : known(each)),
    place,
    type,
    value,
  );
}
