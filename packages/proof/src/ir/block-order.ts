/**
 * Blocks of a function in an order that their layout does not decide: a depth-first walk from the entry that
 * takes the ways of a branch in the order of its canonical condition and the cases of a switch by value.
 * Every block comes after its dominators, so values are known before they are used; blocks that cannot be
 * reached are left out.
 */
import { KindredError } from "@kindred/c-source";
import { type Comparison, integerBits, normalizeComparison } from "./condition.ts";
import type { Instruction } from "./instruction.ts";
import type { BlockEffects } from "./memory-versions.ts";

export interface Block {
  readonly label: string;
  readonly instructions: readonly Instruction[];
}

/** Instructions by the local that they define. */
export type Definitions = ReadonlyMap<string, Instruction>;

/** The entry block has no label in the text; branches cannot go there. */
function successors(block: Block, definitions: Definitions): string[] {
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
export function switchCases(tokens: readonly string[]): { value: string; label: string }[] {
  const labels = tokens.flatMap((token, at) => (token === "label" ? [at] : []));
  const [first, ...rest] = labels.map((at) => ({ value: tokens[at - 2] ?? "", label: tokens[at + 1]! }));
  const cases = rest.sort((a, b) => (caseNumber(a.value) < caseNumber(b.value) ? -1 : 1));
  return [{ value: "default", label: first!.label }, ...cases];
}

/** A case of an `i1` is a word. */
export function caseNumber(value: string): bigint {
  return value === "true" ? 1n : value === "false" ? 0n : BigInt(value);
}

/** Reachable blocks in the order of a depth-first walk: each after its dominators. */
export function orderBlocks(blocks: readonly Block[], definitions: Definitions): Block[] {
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
export function isNegated(token: string, definitions: Definitions): boolean {
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

/** What the analysis of memory must know of each block. */
export function blockEffects(
  order: readonly Block[],
  number: ReadonlyMap<string, number>,
  isEffect: (instruction: Instruction) => boolean,
): BlockEffects[] {
  const predecessors = predecessorsOf(order, number);
  return order.map((block, index) => ({
    predecessors: predecessors[index]!,
    effects: block.instructions.filter(isEffect).length,
  }));
}

/** The blocks that lead to each block. */
export function predecessorsOf(order: readonly Block[], number: ReadonlyMap<string, number>): number[][] {
  const predecessors = order.map((): number[] => []);
  for (const [index, block] of order.entries()) {
    for (const [at, token] of terminator(block).tokens.entries()) {
      if (token === "label") predecessors[number.get(terminator(block).tokens[at + 1]!)!]!.push(index);
    }
  }
  return predecessors;
}

const PLAIN_TERMINATORS = new Set(["br", "switch", "ret", "unreachable", "indirectbr"]);

/** Whether memory may be another one after the instruction. */
export function changesMemory(instruction: Instruction): boolean {
  return instruction.kind === "effect" && !PLAIN_TERMINATORS.has(instruction.opcode);
}
