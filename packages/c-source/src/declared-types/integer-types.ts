import { type DeclaredType, makeType, unqualified } from "./declared-type.ts";

/** Size in bits on a 64-bit kernel; negative for unsigned types. `char` is left out: its sign differs between machines. */
const WIDTHS: ReadonlyMap<string, number> = new Map([
  ...["bool", "_Bool", "u8", "uint8_t", "__u8", "unsigned char", "uchar"].map((name): [string, number] => [
    name,
    -8,
  ]),
  ...["s8", "int8_t", "__s8", "signed char"].map((name): [string, number] => [name, 8]),
  ...["u16", "uint16_t", "__u16", "unsigned short", "ushort", "unsigned short int"].map(
    (name): [string, number] => [name, -16],
  ),
  ...["s16", "int16_t", "__s16", "short", "short int"].map((name): [string, number] => [name, 16]),
  ...["u32", "uint32_t", "__u32", "unsigned int", "unsigned", "uint"].map((name): [string, number] => [
    name,
    -32,
  ]),
  ...["s32", "int32_t", "__s32", "int", "signed int", "signed"].map((name): [string, number] => [name, 32]),
]);

/** The type after integer promotion: what is narrower than `int` becomes `int`. Undefined for types not known to be integers. */
export function promoted(type: DeclaredType | undefined): DeclaredType | undefined {
  if (!type || type.pointers > 0) return undefined;
  const width = WIDTHS.get(unqualified(type.base));
  if (width !== undefined) return Math.abs(width) < 32 ? makeType("int") : makeType(unqualified(type.base));
  return WIDE_TYPES.has(unqualified(type.base)) ? makeType(unqualified(type.base)) : undefined;
}

/** 64-bit types whose exact kind (`long` or `long long`) follows the machine, so they mix only with narrower ones. */
const WIDE_TYPES: ReadonlySet<string> = new Set([
  "u64",
  "uint64_t",
  "__u64",
  "s64",
  "int64_t",
  "__s64",
  "long",
  "long int",
  "unsigned long",
  "ulong",
  "long long",
  "unsigned long long",
  "size_t",
  "ssize_t",
  "loff_t",
  "resource_size_t",
  "dma_addr_t",
  "phys_addr_t",
  "sector_t",
]);

/** Type of `a + b` on integers; undefined where it depends on the machine or is not known. */
export function commonInteger(
  a: DeclaredType | undefined,
  b: DeclaredType | undefined,
): DeclaredType | undefined {
  const left = promoted(a);
  const right = promoted(b);
  if (!left || !right) return undefined;
  if (left.base === right.base) return left;
  const leftWidth = WIDTHS.get(left.base);
  const rightWidth = WIDTHS.get(right.base);
  if (leftWidth === 32 && rightWidth === 32) return makeType("int");
  if (leftWidth === 32) return right;
  if (rightWidth === 32) return left;
  if (leftWidth === -32 && rightWidth === -32) return makeType("unsigned int");
  // A 32-bit machine makes `long` and `u32` unsigned, a 64-bit one does not.
  if (leftWidth === -32) return SIGNED_LONG.has(right.base) ? undefined : right;
  return rightWidth === -32 && !SIGNED_LONG.has(left.base) ? left : undefined;
}

const SIGNED_LONG: ReadonlySet<string> = new Set(["long", "long int", "ssize_t"]);

/** Type of an integer literal by its value and suffix; undefined for floating point and what is no number. */
export function literalType(literal: string): DeclaredType | undefined {
  const match = /^(0[xX][\da-fA-F]+|0[bB][01]+|\d+)([uUlL]{0,3})$/.exec(literal);
  if (!match || literal.length > 64) return undefined;
  const isOctal = /^0[0-7]+$/.test(match[1]);
  const value = BigInt(isOctal ? `0o${match[1].slice(1)}` : match[1]);
  const suffix = match[2].toLowerCase();
  const isUnsigned = suffix.includes("u");
  const sign = isUnsigned ? "unsigned " : "";
  if (suffix.includes("ll")) return makeType(`${sign}long long`);
  if (suffix.includes("l")) return makeType(`${sign}long`);
  if (!isUnsigned && value < 1n << 31n) return makeType("int");
  const isDecimal = /^[1-9]/.test(match[1]);
  if (value < 1n << 32n && (isUnsigned || !isDecimal)) return makeType("unsigned int");
  return !isUnsigned && value < 1n << 63n ? makeType("long") : makeType("unsigned long");
}
