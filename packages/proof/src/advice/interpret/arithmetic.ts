import { UndefinedBehaviour, UnsupportedIr, type Value } from "./values.ts";

type Operation = (left: bigint, right: bigint, bits: number) => bigint | null;

const signed = (value: bigint, bits: number): bigint => BigInt.asIntN(bits, value);

/** A shift by the width or more has no result, as LLVM says. */
const shift =
  (operation: Operation): Operation =>
  (left, right, bits) =>
    right >= BigInt(bits) ? null : operation(left, right, bits);

const division =
  (operation: Operation): Operation =>
  (left, right, bits) => {
    if (right === 0n) throw new UndefinedBehaviour("a division by zero");
    return operation(left, right, bits);
  };

const BINARY: Readonly<Record<string, Operation>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  shl: shift((a, b) => a << b),
  lshr: shift((a, b) => a >> b),
  ashr: shift((a, b, bits) => signed(a, bits) >> b),
  udiv: division((a, b) => a / b),
  urem: division((a, b) => a % b),
  sdiv: division((a, b, bits) => signed(a, bits) / signed(b, bits)),
  srem: division((a, b, bits) => signed(a, bits) % signed(b, bits)),
};

const PREDICATES: Readonly<Record<string, (a: bigint, b: bigint, bits: number) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  ult: (a, b) => a < b,
  ule: (a, b) => a <= b,
  ugt: (a, b) => a > b,
  uge: (a, b) => a >= b,
  slt: (a, b, bits) => signed(a, bits) < signed(b, bits),
  sle: (a, b, bits) => signed(a, bits) <= signed(b, bits),
  sgt: (a, b, bits) => signed(a, bits) > signed(b, bits),
  sge: (a, b, bits) => signed(a, bits) >= signed(b, bits),
};

/** Names of the instructions with two operands. */
export const BINARY_OPCODES: ReadonlySet<string> = new Set(Object.keys(BINARY));

/** `add`, `lshr`, …; of vectors element by element. */
export function calculate(opcode: string, left: Value, right: Value, bits: number): Value {
  if (Array.isArray(left) && Array.isArray(right))
    return left.map((value, at) => calculate(opcode, value, right[at] ?? null, bits));
  if (typeof left !== "bigint" || typeof right !== "bigint") return null;
  const result = BINARY[opcode]!(left, right, bits);
  return result === null ? null : BigInt.asUintN(bits, result);
}

/** `icmp`. */
export function compare(predicate: string, left: Value, right: Value, bits: number): Value {
  if (Array.isArray(left) && Array.isArray(right))
    return left.map((value, at) => compare(predicate, value, right[at] ?? null, bits));
  if (typeof left !== "bigint" || typeof right !== "bigint") return null;
  const test = PREDICATES[predicate];
  if (test === undefined) throw new UnsupportedIr(`icmp ${predicate}`);
  return test(left, right, bits) ? 1n : 0n;
}

/** `zext`, `sext`, `trunc` and casts of pointers. */
export function convert(opcode: string, value: Value, from: number, to: number): Value {
  if (Array.isArray(value)) return value.map((each) => convert(opcode, each, from, to));
  if (typeof value !== "bigint") return null;
  return BigInt.asUintN(to, opcode === "sext" ? signed(value, from) : value);
}
