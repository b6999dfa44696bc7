/** Values as instructions name them: locals, numbers, constant expressions; each becomes a question to a frame. */
import { findClosing, type IrCursor, takeToken } from "../../ir/ir-tokens.ts";
import type { IrType } from "../../ir/ir-types.ts";
import { BINARY_OPCODES, calculate, convert } from "./arithmetic.ts";
import type { Machine } from "./machine.ts";
import type { RunModule } from "./module.ts";
import { hashText } from "./oracle.ts";
import { bitsOf, UnsupportedIr, type Value } from "./values.ts";

/** One call of a function under way. */
export interface Frame {
  readonly values: Map<string, Value>;
  readonly machine: Machine;
  /** Where a global lies in this run. */
  addressOf(name: string): bigint;
}

export type Operand = (frame: Frame) => Value;

export interface TypedOperand {
  readonly type: IrType;
  readonly value: Operand;
}

const KEYWORDS =
  /^(?:null|none|undef|poison|true|false|zeroinitializer|getelementptr|bitcast|addrspacecast|ptrtoint|inttoptr|trunc|zext|sext|blockaddress|dso_local_equivalent|no_cfi|icmp|select|add|sub|mul|shl|lshr|ashr|and|or|xor)$/;
const FLAGS = /^(?:nuw|nsw|exact|inbounds|inrange)$/;

/** `TYPE [attributes] VALUE`. */
export function readTyped(cursor: IrCursor, module: RunModule): TypedOperand {
  const type = module.types.read(cursor);
  if (type === undefined) throw new UnsupportedIr(`a value without a type: ${cursor.tokens.join(" ")}`);
  skipAttributes(cursor);
  return { type, value: readOperand(cursor, type, module) };
}

/** Words between a type and its value: `noundef`, `align 8`, `elementtype(i32)`. */
export function skipAttributes(cursor: IrCursor): void {
  const { tokens } = cursor;
  for (;;) {
    const token = tokens[cursor.at] ?? "";
    if (!/^[a-z_]\w*$/.test(token) || KEYWORDS.test(token) || token === "c") return;
    cursor.at++;
    if (tokens[cursor.at] === "(") cursor.at = findClosing(tokens, cursor.at) + 1;
    else if (/^\d+$/.test(tokens[cursor.at] ?? "") && token === "align") cursor.at++;
  }
}

/** The value at the cursor, whose type has been read. */
export function readOperand(cursor: IrCursor, type: IrType, module: RunModule): Operand {
  const token = cursor.tokens[cursor.at] ?? "";
  if (token.startsWith("%")) {
    cursor.at++;
    return ({ values }) => {
      const value = values.get(token);
      if (value === undefined) throw new UnsupportedIr(`${token} has no value`);
      return value;
    };
  }
  if (token.startsWith("@")) {
    cursor.at++;
    return ({ addressOf }) => addressOf(token);
  }
  if (token.startsWith('c"')) {
    cursor.at++;
    const bytes = readString(token);
    return () => bytes;
  }
  if (/^[{[<]$/.test(token)) return readAggregate(cursor, module);
  if (/^-?\d/.test(token)) {
    cursor.at++;
    const number = BigInt.asUintN(bitsOf(type.text), BigInt(token));
    return () => number;
  }
  return readKeyword(cursor, type, module);
}

function readKeyword(cursor: IrCursor, type: IrType, module: RunModule): Operand {
  const word = cursor.tokens[cursor.at++] ?? "";
  switch (word) {
    case "true":
      return () => 1n;
    case "false":
    case "null":
      return () => 0n;
    case "undef":
    case "poison":
      return () => null;
    case "zeroinitializer": {
      const zero = zeroOf(type);
      return () => zero;
    }
    case "getelementptr":
      return readElementAddress(cursor, module);
    case "blockaddress": {
      const end = findClosing(cursor.tokens, cursor.at);
      const place = BigInt(hashText(1, cursor.tokens.slice(cursor.at, end).join(" ")) >>> 0);
      cursor.at = end + 1;
      return () => 0x0800_0000_0000n + place;
    }
    default:
      return readExpression(word, cursor, module);
  }
}

/** `ptrtoint (T v to U)`, `sub (T a, T b)`. */
function readExpression(opcode: string, cursor: IrCursor, module: RunModule): Operand {
  while (FLAGS.test(cursor.tokens[cursor.at] ?? "")) cursor.at++;
  if (!takeToken(cursor, "(")) throw new UnsupportedIr(`the constant ${opcode}`);
  const first = readTyped(cursor, module);
  if (BINARY_OPCODES.has(opcode) && takeToken(cursor, ",")) {
    const second = readTyped(cursor, module);
    cursor.at++;
    const bits = bitsOf(first.type.text);
    return (frame) => calculate(opcode, first.value(frame), second.value(frame), bits);
  }
  if (!takeToken(cursor, "to")) throw new UnsupportedIr(`the constant ${opcode}`);
  const to = module.types.read(cursor);
  cursor.at++;
  return castOf(opcode, first, to!);
}

/** A cast of a value. */
export function castOf(opcode: string, { type, value }: TypedOperand, to: IrType): Operand {
  if (type.text === to.text) return value;
  const [from, into] = [elementBits(type), elementBits(to)];
  if (opcode === "bitcast" && from !== into) throw new UnsupportedIr("a bitcast between shapes");
  return (frame) => convert(opcode, value(frame), from, into);
}

function elementBits({ text, element }: IrType): number {
  return bitsOf(text.startsWith("<") && element !== undefined ? element.text : text);
}

/** `getelementptr` behind its word, as an instruction or a constant. */
export function readElementAddress(cursor: IrCursor, module: RunModule): Operand {
  while (FLAGS.test(cursor.tokens[cursor.at] ?? "")) cursor.at++;
  const isConstant = takeToken(cursor, "(");
  let type = module.types.read(cursor);
  takeToken(cursor, ",");
  const base = readTyped(cursor, module);
  if (base.type.text !== "ptr") throw new UnsupportedIr("a vector of addresses");
  const steps: { index: Operand; bits: number; size: bigint }[] = [];
  let offset = 0n;
  for (let first = true; takeToken(cursor, ","); first = false) {
    while (FLAGS.test(cursor.tokens[cursor.at] ?? "")) cursor.at++;
    if (cursor.tokens[cursor.at]?.startsWith("!")) break; // an attachment
    const spelled = cursor.tokens[cursor.at + 1] ?? "";
    const index = readTyped(cursor, module);
    if (!first && type?.fields !== undefined) {
      const field = type.fields[Number(spelled)];
      if (field === undefined) throw new UnsupportedIr("a field that is not there");
      offset += BigInt(field.offset);
      type = field.type;
      continue;
    }
    if (!first) type = type?.element;
    if (type === undefined) throw new UnsupportedIr("a step into a scalar");
    steps.push({ index: index.value, bits: bitsOf(index.type.text), size: BigInt(type.size) });
  }
  if (isConstant) takeToken(cursor, ")");
  return (frame) => {
    let address = base.value(frame);
    if (typeof address !== "bigint") return null;
    address += offset;
    for (const { index, bits, size } of steps) {
      const at = index(frame);
      if (typeof at !== "bigint") return null;
      address += BigInt.asIntN(bits, at) * size;
    }
    return BigInt.asUintN(64, address);
  };
}

function readAggregate(cursor: IrCursor, module: RunModule): Operand {
  const open = cursor.tokens[cursor.at]!;
  const packed = open === "<" && cursor.tokens[cursor.at + 1] === "{";
  const end = findClosing(cursor.tokens, cursor.at);
  cursor.at += packed ? 2 : 1;
  const members: Operand[] = [];
  while (cursor.at < end && !/^[}\]>]$/.test(cursor.tokens[cursor.at]!)) {
    members.push(readTyped(cursor, module).value);
    takeToken(cursor, ",");
  }
  cursor.at = end + 1;
  return (frame) => members.map((member) => member(frame));
}

/** `c"ab\0A\00"` */
function readString(token: string): bigint[] {
  const bytes: bigint[] = [];
  for (const [all, hex] of token.slice(2, -1).matchAll(/\\([0-9A-Fa-f]{2})|./gs))
    bytes.push(BigInt(hex === undefined ? all.charCodeAt(0) : Number.parseInt(hex, 16)));
  return bytes;
}

/** A value of a type that is all zeros. */
export function zeroOf(type: IrType): Value {
  if (type.fields !== undefined) return type.fields.map((field) => zeroOf(field.type));
  if (type.element === undefined) return 0n;
  return Array.from({ length: countOf(type) }, () => zeroOf(type.element!));
}

/** How many elements an array or vector has. */
export function countOf({ size, element }: IrType): number {
  const count = element === undefined || element.size === 0 ? 0 : size / element.size;
  if (count > 4096) throw new UnsupportedIr("a very large array");
  return count;
}
