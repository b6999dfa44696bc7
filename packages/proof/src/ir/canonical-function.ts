/**
 * A function of LLVM IR as a graph written down: what is left after everything that the order and the names
 * of instructions do not mean is taken away.
 *
 *  - Pure instructions become expressions over their operands (value numbering by hash-consing); they appear
 *    where they are used, so their order is gone. Commutative operands are sorted, comparisons and branches
 *    brought to one polarity, addresses to base and distance.
 *  - A plain load is an expression too, tied to its block and to the state of memory it reads; a division
 *    likewise, since it may trap: neither moves over an effect or a branch (but see `local-memory.ts`).
 *  - Calls, stores, volatile and atomic accesses, inline assembly and terminators stay, in their order.
 *  - Blocks are numbered by a walk from the entry, so unreachable ones go and the layout does not count.
 *
 * Equal texts have the same graph, hence do the same on every run without undefined behaviour (`nsw`,
 * `inbounds`, `noundef` and their like are dropped: see `render-ir.ts`). Time is linear but for the fixed
 * point over blocks. Known misses: effects that could be swapped, loops written another way, reassociated
 * sums, phis in another order.
 */
import { KindredError } from "@kindred/c-source";
import { type Block, isNegated, orderBlocks, switchCases } from "./block-order.ts";
import { negateCondition } from "./condition.ts";
import { defineValues, type Writer } from "./define-values.ts";
import { dropDiscardCounters } from "./discard-counters.ts";
import { type Instruction, readInstruction } from "./instruction.ts";
import { findClosing, tokenizeIr } from "./ir-tokens.ts";
import { findLateWrites } from "./late-writes.ts";
import { createRootFinder, usedSlots } from "./local-memory.ts";
import type { IrFunction } from "./read-ir.ts";
import { alignmentOf, type IrAddress, type IrScope, renderIr, renderValue } from "./render-ir.ts";

/** What a function takes from its module. */
export type ModuleScope = Pick<IrScope, "types" | "global" | "attributes" | "metadata">;

const UNREACHED = "?";

/** The canonical text of a function. Its own name does not appear. */
export function canonicalFunction(source: IrFunction, module: ModuleScope): string {
  const blocks = source.blocks.map(({ label, instructions }, index) => ({
    label,
    instructions: instructions.map((line) => readInstruction(line, index === 0)),
  }));
  const definitions = new Map<string, Instruction>();
  for (const { instructions } of blocks) {
    for (const instruction of instructions) {
      if (instruction.result !== undefined) definitions.set(instruction.result, instruction);
    }
  }
  const order = orderBlocks(blocks, definitions);
  const number = new Map(order.map((block, index) => [block.label, index]));
  const rootOf = createRootFinder(definitions, module.types);
  const lateWrites = findLateWrites(order, number, rootOf, definitions);
  const scopes = createScope(source, module, number);
  const writer = { ...scopes, definitions, rootOf, lateWrites };
  const head = writeHead(source, writer);
  nameAnchors(order, writer);
  defineValues(order, number, writer);
  return [head, ...order.flatMap((block, index) => writeBlock(block, index, writer))].join("\n");
}

function createScope(
  source: IrFunction,
  module: ModuleScope,
  number: ReadonlyMap<string, number>,
): Pick<Writer, "scope" | "values" | "addresses"> {
  const values = new Map<string, string>();
  const addresses = new Map<string, IrAddress>();
  const printed = new Set(source.blocks.map((block) => block.label));
  const scope: IrScope = {
    ...module,
    global: (token) => (token === source.name ? "@self" : module.global(token)),
    local(token) {
      const value = values.get(token);
      if (value === undefined) throw new KindredError("E_DATA", `The LLVM value ${token} has no definition.`);
      return value;
    },
    address: (token) => addresses.get(token),
    // Only the entry block is printed without its label.
    block: (token) => `B${number.get(token) ?? (printed.has(token) ? UNREACHED : 0)}`,
    blockAddress(owner, token) {
      if (owner === source.name) return scope.block(token);
      throw new KindredError("E_DATA", "The address of a label leaves its function.");
    },
  };
  return { scope, values, addresses };
}

/** The head with its parameters named by their place, which also makes those names known. */
function writeHead(source: IrFunction, { scope, values }: Writer): string {
  const local = (token: string): string => {
    if (!values.has(token)) values.set(token, `arg${values.size}`);
    return values.get(token)!;
  };
  const tokens = tokenizeIr(source.head).slice(0, -1);
  const parameters = findClosing(tokens, tokens.indexOf("(", tokens.indexOf(source.name)));
  return renderIr({ tokens, at: 0 }, { ...scope, local }) + alignmentOf(tokens.slice(parameters));
}

/** Names for what is known by its place: phis, results of effects; and stack slots in the order of their use. */
function nameAnchors(order: readonly Block[], writer: Writer): void {
  const { values, definitions, rootOf, lateWrites } = writer;
  const nameSlot = createSlotNamer(writer);
  for (const [index, block] of order.entries()) {
    let effects = 0;
    let phis = 0;
    for (const instruction of block.instructions) {
      const { kind, result, tokens } = instruction;
      if (lateWrites.late.has(instruction)) continue;
      if (kind === "phi") values.set(result!, `phi${index}.${phis++}`);
      if (kind !== "effect" && kind !== "phi") continue;
      for (const token of tokens) if (token.startsWith("%")) nameSlot(rootOf(token));
      if (kind !== "effect") continue;
      if (result !== undefined) values.set(result, `result${index}.${effects}`);
      effects++;
    }
  }
  for (const local of definitions.keys()) nameSlot(local);
}

/** Slots of one type are numbered as they come; other locals are left alone. */
function createSlotNamer({ values, scope, definitions }: Writer): (local: string | undefined) => void {
  const counts = new Map<string, number>();
  return (local) => {
    const definition = local === undefined ? undefined : definitions.get(local);
    if (definition?.kind !== "slot" || values.has(local!)) return;
    const { tokens } = definition;
    const type = renderIr({ tokens: tokens.slice(1), at: 0 }, scope) + alignmentOf(tokens);
    const count = counts.get(type) ?? 0;
    counts.set(type, count + 1);
    values.set(local!, `slot${count}<${type}>`);
  };
}

function writeBlock(block: Block, index: number, writer: Writer): string[] {
  const lines = [`B${index}:`];
  for (const instruction of block.instructions) {
    const { kind, result } = instruction;
    if ((kind !== "effect" && kind !== "phi") || writer.lateWrites.late.has(instruction)) continue;
    lines.push(...writeLate(instruction, writer));
    const name = result === undefined ? "" : `${writer.values.get(result)} = `;
    lines.push(
      `  ${name}${kind === "phi" ? writePhi(instruction, writer) : writeEffect(instruction, writer)}`,
    );
  }
  return lines;
}

/** What was written to slots that this instruction is the first to touch, slot by slot as it uses them. */
function writeLate(touch: Instruction, writer: Writer): string[] {
  const slots = writer.lateWrites.before.get(touch);
  if (slots === undefined) return [];
  const used = new Set(usedSlots(touch, writer.rootOf, writer.definitions));
  const writes = [...used].flatMap((slot) => slots.get(slot) ?? []);
  return writes.map((write) => `  late ${writeEffect(write, writer)}`);
}

/** Values by the block that they come from; those from blocks that are never reached do not count. */
function writePhi({ tokens }: Instruction, { scope }: Writer): string {
  const cursor = { tokens, at: 1 };
  while (scope.types.read(cursor) === undefined) cursor.at++;
  const type = scope.types.read({ tokens, at: 1 });
  const ways: string[] = [];
  while (tokens[cursor.at] === "[" || tokens[cursor.at] === ",") {
    cursor.at += tokens[cursor.at] === "," ? 2 : 1;
    const start = cursor.at;
    const end = phiLabelAt(tokens, start);
    const from = scope.block(tokens[end]!);
    if (from !== `B${UNREACHED}`)
      ways.push(`${from} ${renderValue({ tokens: tokens.slice(start, end - 1), at: 0 }, scope)}`);
    cursor.at = end + 2;
  }
  return `phi ${type?.text} ${ways.sort().join(", ")}`;
}

/** In `[ value, %block ]`: the index of `%block`, which stands before the bracket that closes. */
function phiLabelAt(tokens: readonly string[], start: number): number {
  let depth = 1;
  for (let at = start; at < tokens.length; at++) {
    if (/^[[({<]$/.test(tokens[at]!)) depth++;
    if (/^[\])}>]$/.test(tokens[at]!)) depth--;
    if (depth === 0) return at - 1;
  }
  throw new KindredError("E_DATA", "An LLVM phi has no end.");
}

function writeEffect({ opcode, tokens }: Instruction, { scope, definitions }: Writer): string {
  if (opcode === "br" && tokens[1] === "i1") {
    const condition = scope.types.read({ tokens, at: 1 }) && renderValue({ tokens, at: 2 }, scope);
    const ways = tokens.flatMap((token, at) => (token === "label" ? [scope.block(tokens[at + 1]!)] : []));
    const isSwapped = isNegated(tokens[2]!, definitions);
    return `br ${isSwapped ? `${negateCondition(condition!)}, ${ways.reverse().join(", ")}` : `${condition}, ${ways.join(", ")}`}`;
  }
  if (opcode === "switch") {
    const cursor = { tokens, at: 1 };
    const type = scope.types.read(cursor);
    const value = renderValue(cursor, scope);
    const ways = switchCases(tokens).map((entry) => `${entry.value} ${scope.block(entry.label)}`);
    return `switch ${type?.text} ${value}: ${ways.join(", ")}`;
  }
  return renderIr({ tokens: dropDiscardCounters(tokens), at: 0 }, scope);
}
