/** A function made ready to run: each block's phis, steps and end. */
import { caseNumber, switchCases } from "../../ir/block-order.ts";
import type { Instruction } from "../../ir/instruction.ts";
import { tokenizeIr } from "../../ir/ir-tokens.ts";
import type { IrFunction } from "../../ir/read-ir.ts";
import type { Activation, Step, Terminator } from "./activation.ts";
import type { RunModule } from "./module.ts";
import { type Operand, readOperand, readTyped } from "./operand.ts";
import { readCall } from "./read-call.ts";
import { callStep, readStep } from "./read-step.ts";
import { bitsOf, known, UndefinedBehaviour, UnsupportedIr } from "./values.ts";

export interface PreparedFunction {
  readonly source: IrFunction;
  readonly parameters: readonly {
    readonly name: string;
    readonly bits: number;
    readonly isPointer: boolean;
  }[];
  readonly blocks: ReadonlyMap<string, PreparedBlock>;
  readonly entry: string;
}

export interface PreparedBlock {
  readonly phis: readonly { readonly result: string; valueFrom(block: string): Operand }[];
  readonly steps: readonly Step[];
  readonly end: Terminator;
}

/** Reads a function. @throws UnsupportedIr when something in it is not known here. */
export function prepareFunction(source: IrFunction, module: RunModule): PreparedFunction {
  const blocks = module.blocksOf(source);
  const printed = new Set(blocks.map(({ label }) => label));
  const prepared = blocks.map(({ label, instructions }) => {
    const phis = instructions.filter(({ kind }) => kind === "phi");
    const body = instructions.slice(phis.length, -1);
    const block: PreparedBlock = {
      phis: phis.map((phi) => readPhi(phi, module, printed)),
      steps: body.map((instruction) => lazyStep(instruction, module)),
      end: readEnd(instructions.at(-1)!, module),
    };
    return [label, block] as const;
  });
  return {
    source,
    parameters: readParameters(source, module),
    blocks: new Map(prepared),
    entry: blocks[0]!.label,
  };
}

/** What a run does not come to need not be known. */
function lazyStep(instruction: Instruction, module: RunModule): Step {
  let step: Step | undefined;
  return (run) => {
    step ??= readStep(instruction, module);
    step(run);
  };
}

/** `define … @f(TYPE [attributes] %a, …) …` */
function readParameters({ head, name }: IrFunction, module: RunModule): PreparedFunction["parameters"] {
  const tokens = tokenizeIr(head);
  const parameters: PreparedFunction["parameters"][number][] = [];
  const cursor = { tokens, at: tokens.indexOf(name) + 2 };
  for (let number = 0; tokens[cursor.at] !== ")"; number++) {
    if (tokens[cursor.at] === "...") throw new UnsupportedIr("a variadic function");
    const type = module.types.read(cursor);
    if (type === undefined) throw new UnsupportedIr("a parameter without a type");
    while (!/^[,)]$/.test(tokens[cursor.at]!) && !tokens[cursor.at]!.startsWith("%")) {
      if (tokens[++cursor.at] !== "(") continue;
      while (tokens[cursor.at] !== ")") cursor.at++;
      cursor.at++;
    }
    const isNamed = tokens[cursor.at]!.startsWith("%");
    const local = isNamed ? tokens[cursor.at++]! : `%${number}`;
    parameters.push({ name: local, bits: bitsOf(type.text), isPointer: type.text === "ptr" });
    if (tokens[cursor.at] === ",") cursor.at++;
  }
  return parameters;
}

function readPhi(
  { tokens, result }: Instruction,
  module: RunModule,
  printed: ReadonlySet<string>,
): PreparedBlock["phis"][number] {
  const cursor = { tokens, at: 1 };
  const type = module.types.read(cursor);
  const ways = new Map<string, Operand>();
  while (tokens[cursor.at] === "[" || tokens[cursor.at] === ",") {
    cursor.at += tokens[cursor.at] === "," ? 2 : 1;
    const value = readOperand(cursor, type!, module);
    const label = tokens[cursor.at + 1]!;
    ways.set(printed.has(label) ? label : "", value); // only the entry is not printed
    cursor.at += 3;
  }
  return {
    result: result!,
    valueFrom(block) {
      const value = ways.get(block);
      if (value === undefined) throw new UnsupportedIr("a phi that does not know where control came from");
      return value;
    },
  };
}

function readEnd(instruction: Instruction, module: RunModule): Terminator {
  const { opcode, tokens, result } = instruction;
  const labels = tokens.flatMap((token, at) => (token === "label" ? [tokens[at + 1]!] : []));
  if (opcode === "ret") {
    if (tokens[1] === "void") return () => ({ result: 0n });
    const { value } = readTyped({ tokens, at: 1 }, module);
    return (run) => ({ result: value(run) });
  }
  if (opcode === "br" && labels.length === 1) return () => ({ next: labels[0]! });
  if (opcode === "br") {
    const { value } = readTyped({ tokens, at: 1 }, module);
    return (run) => ({ next: known(value(run)) === 1n ? labels[0]! : labels[1]! });
  }
  if (opcode === "switch") return readSwitch(tokens, module);
  if (opcode === "callbr") return readGoto(tokens, result, module);
  if (opcode === "unreachable") return leave;
  return () => {
    throw new UnsupportedIr(opcode);
  };
}

function leave(run: Activation): never {
  if (run.mayHaveLeft) throw new RunLeft();
  throw new UndefinedBehaviour("a place that cannot be reached is reached");
}

/** The run ended in a call that does not come back. */
export class RunLeft extends Error {}

function readSwitch(tokens: readonly string[], module: RunModule): Terminator {
  const { type, value } = readTyped({ tokens, at: 1 }, module);
  const bits = bitsOf(type.text);
  const [otherwise, ...cases] = switchCases(tokens);
  const ways = new Map(cases.map((each) => [BigInt.asUintN(bits, caseNumber(each.value)), each.label]));
  return (run) => ({ next: ways.get(known(value(run))) ?? otherwise!.label });
}

/** `asm goto`: which way it goes is the outside's to say. */
function readGoto(tokens: readonly string[], result: string | undefined, module: RunModule): Terminator {
  const call = readCall(tokens, module);
  const step = callStep(call);
  return (run) => {
    const found = step(run);
    if (result !== undefined) run.values.set(result, found);
    const taken = run.machine.oracle.choice(`goto ${run.machine.events.length}`, call.labels.length);
    return { next: call.labels[taken]! };
  };
}
