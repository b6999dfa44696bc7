/**
 * A function of LLVM IR as a graph written down: what is left after everything that the order and the names
 * of instructions do not mean is taken away.
 *
 *  - Pure instructions become expressions over their operands (value numbering by hash-consing); they appear
 *    where they are used, so their order is gone. Commutative operands are sorted, comparisons and branches
 *    brought to one polarity, addresses to base and distance.
 *  - A plain load is an expression too, tied to its block and to the state of memory it reads; a division
 *    likewise, since it may trap: neither moves over an effect or a branch.
 *  - Calls, stores, volatile and atomic accesses, inline assembly and terminators stay, in their order.
 *  - Blocks are numbered by a walk from the entry, so unreachable ones go and the layout does not count.
 *
 * Equal texts have the same graph, hence do the same on every run without undefined behaviour (`nsw`,
 * `inbounds`, `noundef` and their like are dropped: see `render-ir.ts`). Time is linear but for the fixed
 * point over blocks. Known misses: effects that could be swapped, loops written another way, reassociated
 * sums, phis in another order.
 */
import { KindredError } from "@kindred/c-source";
import { type Comparison, normalizeComparison } from "./condition.ts";
import { dropDiscardCounters } from "./discard-counters.ts";
import { type Instruction, readInstruction } from "./instruction.ts";
import type { IrCursor } from "./ir-tokens.ts";
import { tokenizeIr } from "./ir-tokens.ts";
import { findMemoryVersions, versionAfter } from "./memory-versions.ts";
import type { IrFunction } from "./read-ir.ts";
import {
  type IrAddress,
  type IrScope,
  readAddress,
  readElementAddress,
  renderAddress,
  renderIr,
  renderValue,
  shortenText,
} from "./render-ir.ts";

/** What a function takes from its module. */
export type ModuleScope = Pick<IrScope, "types" | "global" | "attributes" | "metadata">;

interface Block {
  readonly label: string;
  readonly instructions: readonly Instruction[];
}

const UNREACHED = "?";
const COMMUTATIVE = new Set(["add", "mul", "and", "or", "xor"]);

/** The canonical text of a function. Its own name does not appear. */
export function canonicalFunction(source: IrFunction, module: ModuleScope): string {
  const blocks = source.blocks.map(({ label, instructions }) => ({
    label,
    instructions: instructions.map(readInstruction),
  }));
  const definitions = new Map<string, Instruction>();
  for (const { instructions } of blocks) {
    for (const instruction of instructions) {
      if (instruction.result !== undefined) definitions.set(instruction.result, instruction);
    }
  }
  const order = orderBlocks(blocks, definitions);
  const number = new Map(order.map((block, index) => [block.label, index]));
  const writer = createWriter(source, module, number, definitions);
  const head = writeHead(source, writer);
  nameAnchors(order, writer);
  const entryVersions = findMemoryVersions(blockEffects(order, number));
  for (const [index, block] of order.entries()) defineValues(block, index, entryVersions[index]!, writer);
  return [head, ...order.flatMap((block, index) => writeBlock(block, index, writer))].join("\n");
}

/** The entry block has no label in the text; branches cannot go there. */
function successors(block: Block, definitions: ReadonlyMap<string, Instruction>): string[] {
  const { opcode, tokens } = terminator(block);
  const labels = tokens.flatMap((token, at) => (token === "label" ? [tokens[at + 1]!] : []));
  if (opcode === "br" && labels.length === 2 && isNegated(tokens[2]!, definitions)) return labels.reverse();
  if (opcode === "switch") return switchCases(tokens).map((entry) => entry.label);
  return labels;
}

function terminator(block: Block): Instruction {
  const last = block.instructions.at(-1);
  if (last === undefined) throw new KindredError("E_DATA", "An LLVM block is empty.");
  return last;
}

/** The default first, then the cases by value. */
function switchCases(tokens: readonly string[]): { value: string; label: string }[] {
  const labels = tokens.flatMap((token, at) => (token === "label" ? [at] : []));
  const [first, ...rest] = labels.map((at) => ({ value: tokens[at - 2] ?? "", label: tokens[at + 1]! }));
  const cases = rest.sort((a, b) => (BigInt(a.value) < BigInt(b.value) ? -1 : 1));
  return [{ value: "default", label: first!.label }, ...cases];
}

/** Reachable blocks in the order of a depth-first walk: each after its dominators. */
function orderBlocks(blocks: readonly Block[], definitions: ReadonlyMap<string, Instruction>): Block[] {
  const byLabel = new Map(blocks.map((block) => [block.label, block]));
  const order: Block[] = [];
  const seen = new Set<string>();
  const open = [blocks[0]!.label];
  for (let label = open.pop(); label !== undefined; label = open.pop()) {
    if (seen.has(label)) continue;
    seen.add(label);
    const block = byLabel.get(label);
    if (block === undefined) throw new KindredError("E_DATA", `The LLVM block ${label} is missing.`);
    order.push(block);
    open.push(...successors(block, definitions).reverse());
  }
  return order;
}

/** Whether a condition comes out negated in its canonical form; decided without the texts of its operands. */
function isNegated(token: string, definitions: ReadonlyMap<string, Instruction>): boolean {
  const definition = definitions.get(token);
  if (definition === undefined) return false;
  const { opcode, tokens } = definition;
  if (opcode === "xor" && tokens.at(-1) === "true") return !isNegated(tokens.at(-3)!, definitions);
  return opcode === "icmp" && compareTokens(tokens).negated;
}

/** The comparison of an `icmp` by its operands as they are written: enough to know whether it is negated. */
function compareTokens(tokens: readonly string[]): Comparison {
  const comma = tokens.lastIndexOf(",");
  const plain = tokens[comma + 2] === undefined;
  const left = tokens[comma - 1]!;
  const right = plain ? tokens[comma + 1]! : "";
  return normalizeComparison(tokens[1]!, left, right, integerBits(tokens[2]!));
}

function integerBits(type: string): number {
  return Number(/^i(\d+)$/.exec(type)?.[1] ?? 0);
}

function blockEffects(order: readonly Block[], number: ReadonlyMap<string, number>) {
  const predecessors = order.map((): number[] => []);
  for (const [index, block] of order.entries()) {
    for (const [at, token] of terminator(block).tokens.entries()) {
      if (token === "label") predecessors[number.get(terminator(block).tokens[at + 1]!)!]!.push(index);
    }
  }
  return order.map((block, index) => ({
    predecessors: predecessors[index]!,
    effects: block.instructions.filter(changesMemory).length,
  }));
}

const PLAIN_TERMINATORS = new Set(["br", "switch", "ret", "unreachable", "indirectbr"]);

function changesMemory(instruction: Instruction): boolean {
  return instruction.kind === "effect" && !PLAIN_TERMINATORS.has(instruction.opcode);
}

interface Writer {
  readonly scope: IrScope;
  readonly values: Map<string, string>;
  readonly addresses: Map<string, IrAddress>;
  readonly definitions: ReadonlyMap<string, Instruction>;
}

function createWriter(
  source: IrFunction,
  module: ModuleScope,
  number: ReadonlyMap<string, number>,
  definitions: ReadonlyMap<string, Instruction>,
): Writer {
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
  return { scope, values, addresses, definitions };
}

/** The head with its parameters named by their place, which also makes those names known. */
function writeHead(source: IrFunction, { scope, values }: Writer): string {
  const local = (token: string): string => {
    if (!values.has(token)) values.set(token, `arg${values.size}`);
    return values.get(token)!;
  };
  return renderIr({ tokens: tokenizeIr(source.head).slice(0, -1), at: 0 }, { ...scope, local });
}

/** Names for what is known by its place: phis, stack slots, results of effects. */
function nameAnchors(order: readonly Block[], { values, scope }: Writer): void {
  const slots = new Map<string, number>();
  for (const [index, block] of order.entries()) {
    let effects = 0;
    let phis = 0;
    for (const { kind, result, tokens } of block.instructions) {
      if (kind === "phi") values.set(result!, `phi${index}.${phis++}`);
      if (kind === "slot") {
        const type = renderIr({ tokens: tokens.slice(1), at: 0 }, scope);
        const count = slots.get(type) ?? 0;
        slots.set(type, count + 1);
        values.set(result!, `slot${count}<${type}>`);
      }
      if (kind !== "effect") continue;
      if (result !== undefined) values.set(result, `result${index}.${effects}`);
      effects++;
    }
  }
}

function defineValues(block: Block, index: number, entryVersion: string, writer: Writer): void {
  let version = entryVersion;
  let effects = 0;
  for (const instruction of block.instructions) {
    const { kind, result } = instruction;
    if (kind === "effect" && changesMemory(instruction)) version = versionAfter(index, effects++);
    if (result === undefined || (kind !== "pure" && kind !== "fixed")) continue;
    const text = writeExpression(instruction, writer);
    const isPlaced = kind === "fixed"; // its memory and its block count
    writer.values.set(result, shortenText(isPlaced ? `{${text} at ${version} in B${index}}` : text));
  }
}

function writeExpression(instruction: Instruction, writer: Writer): string {
  const { opcode, tokens, result } = instruction;
  const { scope, addresses } = writer;
  const cursor = { tokens, at: 0 };
  if (opcode === "getelementptr") {
    const address = readElementAddress(cursor, scope);
    addresses.set(result!, address);
    return renderAddress(address);
  }
  if (opcode === "bitcast" && isPointerCast(tokens, scope)) {
    cursor.at = 1;
    const address = readAddress(cursor, scope);
    addresses.set(result!, address);
    return renderAddress(address);
  }
  if (opcode === "icmp") return writeComparison(cursor, scope);
  if (opcode === "select") return writeSelect(cursor, writer);
  if (opcode === "xor" && tokens.at(-1) === "true" && tokens[1] === "i1")
    return negate(scope.local(tokens[2]!));
  const text = COMMUTATIVE.has(opcode) ? writeCommutative(cursor, scope) : renderIr(cursor, scope);
  return `{${text}}`;
}

function isPointerCast(tokens: readonly string[], scope: IrScope): boolean {
  const from = scope.types.read({ tokens, at: 1 });
  const to = scope.types.read({ tokens, at: tokens.lastIndexOf("to") + 1 });
  return from?.text === "ptr" && to?.text === "ptr";
}

function writeComparison(cursor: IrCursor, scope: IrScope): string {
  const predicate = cursor.tokens[1]!;
  cursor.at = 2;
  const type = scope.types.read(cursor);
  const left = renderValue(cursor, scope);
  cursor.at++;
  const right = renderValue(cursor, scope);
  const comparison = normalizeComparison(predicate, left, right, integerBits(type?.text ?? ""));
  const text = `(${comparison.left} ${comparison.predicate} ${comparison.right} as ${type?.text})`;
  return comparison.negated ? negate(text) : text;
}

/** Negation of a condition; twice is none. */
function negate(text: string): string {
  return text.startsWith("not ") ? text.slice(4) : `not ${text}`;
}

function writeSelect(cursor: IrCursor, { scope }: Writer): string {
  cursor.at = 1;
  const conditionType = scope.types.read(cursor);
  const condition = renderValue(cursor, scope);
  cursor.at++;
  const type = scope.types.read(cursor);
  const yes = renderValue(cursor, scope);
  cursor.at++;
  scope.types.read(cursor);
  const no = renderValue(cursor, scope);
  const isNegative = condition.startsWith("not ") && conditionType?.text === "i1";
  const ways = isNegative ? [negate(condition), no, yes] : [condition, yes, no];
  return `{select ${conditionType?.text} ${type?.text} ${ways.join(", ")}}`;
}

function writeCommutative(cursor: IrCursor, scope: IrScope): string {
  const [opcode] = cursor.tokens;
  cursor.at = 1;
  while (/^(?:nuw|nsw|disjoint)$/.test(cursor.tokens[cursor.at] ?? "")) cursor.at++;
  const type = scope.types.read(cursor);
  const left = renderValue(cursor, scope);
  cursor.at++;
  const right = renderValue(cursor, scope);
  return `${opcode} ${type?.text} ${[left, right].sort().join(", ")}`;
}

function writeBlock(block: Block, index: number, writer: Writer): string[] {
  const lines = [`B${index}:`];
  for (const instruction of block.instructions) {
    const { kind, result } = instruction;
    if (kind !== "effect" && kind !== "phi") continue;
    const name = result === undefined ? "" : `${writer.values.get(result)} = `;
    lines.push(
      `  ${name}${kind === "phi" ? writePhi(instruction, writer) : writeEffect(instruction, writer)}`,
    );
  }
  return lines;
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
    return `br ${isSwapped ? `${negate(condition!)}, ${ways.reverse().join(", ")}` : `${condition}, ${ways.join(", ")}`}`;
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
