/**
 * Expressions for the values of a function. Pure ones depend on their operands alone. Loads and divisions are tied to
 * their block and to the last effect before them: a load to the last that may have changed what it reads, a division,
 * which may trap, to the last that anybody else could see. A write to a stack slot is neither for a load from elsewhere.
 */
import { type Block, blockEffects, changesMemory, type Definitions } from "./block-order.ts";
import type { Instruction } from "./instruction.ts";
import type { LateWrites } from "./late-writes.ts";
import { isSlotWrite, loadedAddress, type RootOf } from "./local-memory.ts";
import { findMemoryVersions, START, versionAfter } from "./memory-versions.ts";
import { type IrAddress, type IrScope, shortenText } from "./render-ir.ts";
import { writeExpression } from "./write-expression.ts";

/** What is known of a function while it is written. */
export interface Writer {
  readonly scope: IrScope;
  readonly values: Map<string, string>;
  readonly addresses: Map<string, IrAddress>;
  readonly definitions: Definitions;
  readonly rootOf: RootOf;
  readonly lateWrites: LateWrites;
}

interface Memory {
  /** States at the entry of each block: of all memory, and of all but stack slots. */
  readonly all: readonly string[];
  readonly outer: readonly string[];
  isAny(instruction: Instruction): boolean;
  isOuter(instruction: Instruction): boolean;
  /** Locals read before anything but stack slots was written: no address of a slot is among them. */
  readonly early: Set<string>;
}

/** Gives every pure or placed value of `order` its text. */
export function defineValues(
  order: readonly Block[],
  number: ReadonlyMap<string, number>,
  writer: Writer,
): void {
  const { definitions, rootOf, lateWrites } = writer;
  const isAny = (instruction: Instruction): boolean =>
    changesMemory(instruction) && !lateWrites.late.has(instruction);
  const isOuter = (instruction: Instruction): boolean =>
    changesMemory(instruction) && !isSlotWrite(instruction, rootOf, definitions);
  const all = findMemoryVersions(blockEffects(order, number, isAny));
  const outer = findMemoryVersions(blockEffects(order, number, isOuter));
  const memory = { all, outer, isAny, isOuter, early: new Set<string>() };
  for (const [index, block] of order.entries()) defineBlock(block, index, memory, writer);
}

function defineBlock(block: Block, index: number, memory: Memory, writer: Writer): void {
  let all = memory.all[index]!;
  let outer = memory.outer[index]!;
  const effects = { all: 0, outer: 0 };
  for (const instruction of block.instructions) {
    const { kind, result } = instruction;
    if (memory.isAny(instruction)) all = versionAfter(index, effects.all++);
    if (memory.isOuter(instruction)) outer = versionAfter(index, effects.outer++);
    if (result === undefined || (kind !== "pure" && kind !== "fixed")) continue;
    const text = writeExpression(instruction, writer.scope, writer.addresses);
    if (kind === "pure") {
      writer.values.set(result, shortenText(text));
      continue;
    }
    const seesSlots = instruction.opcode === "load" && !readsOuter(instruction, memory, writer);
    if (instruction.opcode === "load" && !seesSlots && outer === START) memory.early.add(result);
    const version = seesSlots ? all : `outer ${outer}`;
    writer.values.set(result, shortenText(`{${text} at ${version} in B${index}}`));
  }
}

/** Whether a load reads through an argument, a global, or what was read through these at the start. */
function readsOuter(load: Instruction, { early }: Memory, writer: Writer): boolean {
  const address = loadedAddress(load, writer.scope.types);
  const root = address === undefined ? undefined : writer.rootOf(address);
  if (root === undefined) return false;
  return root.startsWith("@") || !writer.definitions.has(root) || early.has(root);
}
