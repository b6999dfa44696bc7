/**
 * Writes to a stack slot that nothing has looked at yet can be done as late as where something first does. Kernels fill
 * every variable with a pattern where its scope begins (`-ftrivial-auto-var-init`), and a variable that moves into a
 * helper begins later; what the first call that gets its address finds there is the same.
 *
 * A slot is untouched until an effect uses its address for anything but a plain write to it. On the way there its
 * writes are carried along, block by block (a forward data-flow analysis); where ways meet that carry different writes
 * and the slot still matters, and where its address is compared, chosen or read through before it is touched, none of
 * its writes moves. Time: blocks times slots, in few rounds.
 */
import { type Block, type Definitions, predecessorsOf } from "./block-order.ts";
import type { Instruction } from "./instruction.ts";
import { filledSlot, type RootOf, usedSlots } from "./local-memory.ts";

export interface LateWrites {
  /** Writes that do not count where they stand. */
  readonly late: ReadonlySet<Instruction>;
  /** By the instruction that first touches slots: those slots, and what was written to each. */
  readonly before: ReadonlyMap<Instruction, ReadonlyMap<string, readonly Instruction[]>>;
}

/** What a block does with one slot, in order; a `bar` uses its address in a way that is not followed. */
interface Step {
  readonly instruction: Instruction;
  readonly kind: "write" | "touch" | "bar";
}

type Steps = readonly (readonly Step[])[];
/** The writes carried so far, or that the slot was touched. */
type State = readonly Instruction[] | "touched";

const MOST_WORK = 200_000;

/** Finds the writes of a function that can be done later. */
export function findLateWrites(
  order: readonly Block[],
  number: ReadonlyMap<string, number>,
  rootOf: RootOf,
  definitions: Definitions,
): LateWrites {
  const late = new Set<Instruction>();
  const before = new Map<Instruction, Map<string, readonly Instruction[]>>();
  const slots = listSteps(order, rootOf, definitions);
  const predecessors = predecessorsOf(order, number);
  if (slots.size * order.length > MOST_WORK) return { late, before };
  for (const [slot, steps] of slots) {
    const entries = findEntryStates(steps, predecessors);
    const found = entries && collectTouches(steps, entries);
    if (found === undefined) continue;
    for (const [touch, writes] of found) {
      for (const write of writes) late.add(write);
      before.set(touch, (before.get(touch) ?? new Map()).set(slot, writes));
    }
  }
  return { late, before };
}

function listSteps(order: readonly Block[], rootOf: RootOf, definitions: Definitions): Map<string, Step[][]> {
  const slots = new Map<string, Step[][]>();
  for (const [index, block] of order.entries()) {
    for (const instruction of block.instructions) {
      const { kind, opcode } = instruction;
      if (kind === "slot" || kind === "ignored" || opcode === "getelementptr" || opcode === "bitcast")
        continue;
      const filled = filledSlot(instruction, rootOf, definitions);
      for (const slot of new Set(usedSlots(instruction, rootOf, definitions))) {
        const steps = slots.get(slot) ?? order.map(() => []);
        slots.set(slot, steps);
        const use = kind === "effect" ? "touch" : "bar";
        steps[index]!.push({ instruction, kind: slot === filled ? "write" : use });
      }
    }
  }
  return slots;
}

/** The state of a slot at the entry of each block; undefined when ways meet that differ where it still matters. */
function findEntryStates(
  steps: Steps,
  predecessors: readonly (readonly number[])[],
): (State | undefined)[] | undefined {
  const matters = findWhereItMatters(steps, predecessors);
  const entries: (State | undefined)[] = steps.map(() => undefined);
  entries[0] = [];
  for (let changed = true; changed; ) {
    changed = false;
    for (let block = 1; block < steps.length; block++) {
      const leaving = predecessors[block]!.map((from) => leave(steps[from]!, entries[from]));
      const states = leaving.filter((state) => state !== undefined);
      if (states.length === 0) continue;
      const agree = states.every((state) => isSame(state, states[0]!));
      if (!agree && matters[block]) return undefined;
      const state = agree ? states[0]! : "touched";
      if (entries[block] !== undefined && isSame(entries[block]!, state)) continue;
      if (entries[block] !== undefined && matters[block]) return undefined;
      entries[block] = entries[block] === undefined ? state : "touched"; // never back, so this ends
      changed = true;
    }
  }
  return entries;
}

/** Blocks from which a use of the slot can be reached. */
function findWhereItMatters(steps: Steps, predecessors: readonly (readonly number[])[]): boolean[] {
  const matters = steps.map(() => false);
  const open = steps.flatMap((list, block) => (list.length > 0 ? [block] : []));
  for (let block = open.pop(); block !== undefined; block = open.pop()) {
    if (matters[block]) continue;
    matters[block] = true;
    open.push(...predecessors[block]!);
  }
  return matters;
}

/** The state behind a block, given that at its entry. */
function leave(steps: readonly Step[], entry: State | undefined): State | undefined {
  if (entry === undefined || entry === "touched" || steps.length === 0) return entry;
  if (steps.some(({ kind }) => kind === "touch")) return "touched";
  return [...entry, ...steps.filter(({ kind }) => kind === "write").map(({ instruction }) => instruction)];
}

/** First touches with the writes before them; undefined when the address is used otherwise before one. */
function collectTouches(
  steps: Steps,
  entries: readonly (State | undefined)[],
): Map<Instruction, readonly Instruction[]> | undefined {
  const found = new Map<Instruction, readonly Instruction[]>();
  for (const [block, list] of steps.entries()) {
    let state = entries[block] ?? "touched";
    for (const { instruction, kind } of list) {
      if (state === "touched") break;
      if (kind === "bar") return undefined;
      if (kind === "write") state = [...state, instruction];
      else {
        found.set(instruction, state);
        state = "touched";
      }
    }
  }
  return found;
}

function isSame(a: State, b: State): boolean {
  if (a === "touched" || b === "touched") return a === b;
  return a.length === b.length && a.every((write, at) => write === b[at]);
}
