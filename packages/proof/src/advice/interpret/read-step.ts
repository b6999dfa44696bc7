/** Instructions as steps of a run: what they name is looked up once, what they do is done at each run. */
import type { Instruction } from "../../ir/instruction.ts";
import type { IrCursor } from "../../ir/ir-tokens.ts";
import type { IrType } from "../../ir/ir-types.ts";
import type { Activation, Step } from "./activation.ts";
import { BINARY_OPCODES, calculate, compare } from "./arithmetic.ts";
import { runIntrinsic } from "./intrinsics.ts";
import { loadValue, storeValue } from "./memory.ts";
import type { RunModule } from "./module.ts";
import { castOf, type Operand, readElementAddress, readOperand, readTyped } from "./operand.ts";
import { type CallText, readCall } from "./read-call.ts";
import { bitsOf, known, UnsupportedIr, type Value } from "./values.ts";

const CASTS = /^(?:trunc|zext|sext|bitcast|ptrtoint|inttoptr|addrspacecast)$/;
const ORDERED = /^(?:volatile|atomic)$/;

/** The step of an instruction that is neither a phi nor the end of a block. */
export function readStep(instruction: Instruction, module: RunModule): Step {
  const { opcode, result, tokens } = instruction;
  if (opcode === "store") return readStore(tokens, module);
  const value = readValueStep(opcode, tokens, module);
  return (activation) => {
    const found = value(activation);
    if (result !== undefined) activation.values.set(result, found);
  };
}

type ValueStep = (activation: Activation) => Value;

function readValueStep(opcode: string, tokens: readonly string[], module: RunModule): ValueStep {
  const cursor = { tokens, at: 1 };
  if (opcode === "call") return callStep(readCall(tokens, module));
  if (opcode === "load") return readLoad(tokens, module);
  if (opcode === "alloca") return readAlloca(cursor, module);
  if (opcode === "getelementptr") return readElementAddress(cursor, module);
  if (opcode === "icmp") return readComparison(cursor, module);
  if (opcode === "select") return readSelect(cursor, module);
  if (opcode === "freeze") return readFreeze(cursor, module);
  if (opcode === "extractvalue" || opcode === "insertvalue") return readPart(opcode, cursor, module);
  if (opcode === "extractelement" || opcode === "insertelement") return readElement(opcode, cursor, module);
  if (BINARY_OPCODES.has(opcode)) return readBinary(opcode, cursor, module);
  if (CASTS.test(opcode)) {
    const from = readTyped(cursor, module);
    cursor.at++;
    return castOf(opcode, from, requireType(cursor, module));
  }
  if (/^(?:atomicrmw|cmpxchg|fence)$/.test(opcode)) return readAtomic(opcode, tokens, module);
  throw new UnsupportedIr(opcode);
}

function requireType(cursor: IrCursor, module: RunModule): IrType {
  const type = module.types.read(cursor);
  if (type === undefined) throw new UnsupportedIr(`no type in ${cursor.tokens.join(" ")}`);
  return type;
}

function skipWords(cursor: IrCursor, words: RegExp): void {
  while (words.test(cursor.tokens[cursor.at] ?? "")) cursor.at++;
}

function readLoad(tokens: readonly string[], module: RunModule): ValueStep {
  const cursor = { tokens, at: 1 };
  const isOrdered = ORDERED.test(tokens[1] ?? "");
  skipWords(cursor, ORDERED);
  const type = requireType(cursor, module);
  cursor.at++;
  const address = readTyped(cursor, module).value;
  if (isOrdered)
    return (run) => run.ask(`${tokens[1]} load ${type.text}`, [known(address(run))], type, false);
  return (run) => loadValue(run.machine, known(address(run)), type);
}

function readStore(tokens: readonly string[], module: RunModule): Step {
  const cursor = { tokens, at: 1 };
  const isOrdered = ORDERED.test(tokens[1] ?? "");
  skipWords(cursor, ORDERED);
  const stored = readTyped(cursor, module);
  cursor.at++;
  const address = readTyped(cursor, module).value;
  const what = `${tokens[1]} store ${stored.type.text}`;
  return (run) => {
    const value = stored.value(run);
    const place = known(address(run));
    if (isOrdered) run.machine.tell(what, [place, value], false);
    else storeValue(run.machine.write, place, stored.type, value);
  };
}

function readAlloca(cursor: IrCursor, module: RunModule): ValueStep {
  skipWords(cursor, /^inalloca$/);
  const type = requireType(cursor, module);
  const isCounted = cursor.tokens[cursor.at] === "," && cursor.tokens[cursor.at + 1] !== "align";
  cursor.at++;
  const count = isCounted ? readTyped(cursor, module).value : undefined;
  return (run) => run.machine.allocate(type.size * Number(known(count?.(run) ?? 1n)));
}

function readComparison(cursor: IrCursor, module: RunModule): ValueStep {
  const predicate = cursor.tokens[cursor.at++]!;
  const { type, value: left } = readTyped(cursor, module);
  cursor.at++;
  const right = readOperand(cursor, type, module);
  const bits = scalarBits(type);
  return (run) => compare(predicate, left(run), right(run), bits);
}

function readBinary(opcode: string, cursor: IrCursor, module: RunModule): ValueStep {
  skipWords(cursor, /^(?:nuw|nsw|exact|disjoint)$/);
  const { type, value: left } = readTyped(cursor, module);
  cursor.at++;
  const right = readOperand(cursor, type, module);
  const bits = scalarBits(type);
  return (run) => calculate(opcode, left(run), right(run), bits);
}

function readSelect(cursor: IrCursor, module: RunModule): ValueStep {
  const [condition, yes, no] = [0, 1, 2].map((): Operand => {
    const { value } = readTyped(cursor, module);
    cursor.at++;
    return value;
  });
  return (run) => {
    const chosen = condition!(run);
    if (Array.isArray(chosen)) throw new UnsupportedIr("a select of vectors");
    return chosen === null ? null : chosen === 1n ? yes!(run) : no!(run);
  };
}

function readFreeze(cursor: IrCursor, module: RunModule): ValueStep {
  const { value } = readTyped(cursor, module);
  return (run) => value(run) ?? 0n;
}

function readPart(opcode: string, cursor: IrCursor, module: RunModule): ValueStep {
  const { value: whole } = readTyped(cursor, module);
  cursor.at++;
  const part = opcode === "insertvalue" ? readTyped(cursor, module).value : undefined;
  if (part !== undefined) cursor.at++;
  const path = cursor.tokens
    .slice(cursor.at)
    .filter((token) => /^\d+$/.test(token))
    .map(Number);
  if (part === undefined) return (run) => path.reduce((value: Value, at) => partOf(value, at), whole(run));
  return (run) => withPart(whole(run), path, part(run));
}

function readElement(opcode: string, cursor: IrCursor, module: RunModule): ValueStep {
  const { type, value: whole } = readTyped(cursor, module);
  cursor.at++;
  const part = opcode === "insertelement" ? readTyped(cursor, module).value : undefined;
  if (part !== undefined) cursor.at++;
  const index = readTyped(cursor, module).value;
  const count = Math.round(type.size / Math.max(1, type.element?.size ?? 1));
  const full = (value: Value): Value => (value === null ? Array.from({ length: count }, () => null) : value);
  if (part === undefined) return (run) => partOf(full(whole(run)), Number(known(index(run))));
  return (run) => withPart(full(whole(run)), [Number(known(index(run)))], part(run));
}

function partOf(value: Value, at: number): Value {
  if (value === null) return null;
  if (!Array.isArray(value)) throw new UnsupportedIr("a part of a number");
  return value[at] ?? null;
}

function withPart(whole: Value, [at, ...rest]: readonly number[], part: Value): Value {
  if (at === undefined) return part;
  const members = Array.isArray(whole) ? [...whole] : [];
  members[at] = withPart(members[at] ?? null, rest, part);
  return Array.from(members, (member) => member ?? null);
}

function readAtomic(opcode: string, tokens: readonly string[], module: RunModule): ValueStep {
  const words = tokens.filter((token) => /^[a-z]\w*$/.test(token) && !/^(?:i\d+|ptr)$/.test(token));
  const what = `${opcode} ${words.join(" ")}`;
  if (opcode === "fence") return (run) => run.ask(what, [], FENCE, true);
  const cursor = { tokens, at: 1 };
  skipWords(cursor, /^(?:volatile|weak|add|sub|and|or|xor|nand|xchg|min|max|umin|umax)$/);
  const operands = [readTyped(cursor, module)];
  while (cursor.tokens[cursor.at] === "," && cursor.tokens[cursor.at + 1] !== "align") {
    cursor.at++;
    operands.push(readTyped(cursor, module));
  }
  const { type } = operands[1]!;
  const result = opcode === "cmpxchg" ? { ...type, fields: [field(type, 0), field(BIT, 8)] } : type;
  return (run) =>
    run.ask(
      what,
      operands.map(({ value }) => value(run)),
      result,
      true,
    );
}

const BIT: IrType = { text: "i1", size: 1, align: 1 };
const FENCE: IrType = { text: "void", size: 0, align: 1 };

function field(type: IrType, offset: number): { type: IrType; offset: number } {
  return { type, offset };
}

/** The step of a call; the ways out of a `callbr` are its terminator's business. */
export function callStep({ type, callee, operands }: CallText): ValueStep {
  const valuesOf = (run: Activation): Value[] => operands.map(({ value }) => value(run));
  if (typeof callee === "function") return (run) => run.call(known(callee(run)), valuesOf(run), type);
  if (typeof callee !== "string") {
    const { assembly, constraints } = callee;
    const writes = /~\{memory\}|=\*/.test(constraints);
    if (!assembly.startsWith("asm sideeffect") && !writes)
      return (run) => run.askQuietly(assembly, valuesOf(run), type);
    return (run) => run.ask(assembly, valuesOf(run), type, writes);
  }
  if (!callee.startsWith("@llvm.")) return (run) => run.call(callee, valuesOf(run), type);
  const first = operands[0]?.type.text ?? "i1";
  const bits = first === "ptr" || /^i\d+$/.test(first) ? bitsOf(first) : 1;
  return (run) => runIntrinsic(callee.slice(6), valuesOf(run), bits, run.machine);
}

function scalarBits({ text, element }: IrType): number {
  return bitsOf(text.startsWith("<") && element !== undefined ? element.text : text);
}
