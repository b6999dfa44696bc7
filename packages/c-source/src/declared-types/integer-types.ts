/**
 * C's integer conversions as they come out on every machine that Linux runs on. `long` has 32 or 64 bits, `size_t` is
 * an `unsigned int` or an `unsigned long`, `dma_addr_t` follows the configuration: a type is therefore what it is on
 * three kinds of machine (32 bits; 32 bits with addresses of 64; 64 bits), a conversion is done for each of them,
 * and a result that no one name stands for on all three is not known.
 */
import { type DeclaredType, makeType, unqualified } from "./declared-type.ts";

/** Integer types by conversion rank, unsigned ones behind the signed. */
const RANKED = ["int", "unsigned int", "long", "unsigned long", "long long", "unsigned long long"] as const;
type Rank = 0 | 1 | 2 | 3 | 4 | 5;

/** What a type is after promotion on each kind of machine. */
export interface IntegerKind {
  readonly ranks: readonly [Rank, Rank, Rank];
  /** Whether promotion makes an `int` of it. */
  readonly isNarrow: boolean;
}

const NARROW: IntegerKind = { ranks: [0, 0, 0], isNarrow: true };
const same = (rank: Rank): IntegerKind => ({ ranks: [rank, rank, rank], isNarrow: false });

const KINDS: ReadonlyMap<string, IntegerKind> = new Map([
  ...named(
    NARROW,
    "bool|_Bool|char|signed char|unsigned char|short|short int|unsigned short|unsigned short int|uchar|ushort|" +
      "u8|s8|u16|s16|__u8|__s8|__u16|__s16|uint8_t|int8_t|uint16_t|int16_t|u_char|u_short|umode_t",
  ),
  ...named(same(0), "int|signed|signed int|s32|__s32|int32_t"),
  ...named(same(1), "unsigned int|unsigned|uint|u_int|u32|__u32|uint32_t|gfp_t"),
  ...named(same(2), "long|long int|signed long"),
  ...named(same(3), "unsigned long|unsigned long int|long unsigned int|ulong|u_long|uintptr_t|pgoff_t"),
  ...named(same(4), "long long|long long int|s64|__s64|int64_t|loff_t|ktime_t|time64_t"),
  ...named(same(5), "unsigned long long|unsigned long long int|u64|__u64|uint64_t|sector_t|blkcnt_t"),
  ...named({ ranks: [1, 1, 3], isNarrow: false }, "size_t|__kernel_size_t"),
  ...named({ ranks: [0, 0, 2], isNarrow: false }, "ssize_t|__kernel_ssize_t"),
  ...named({ ranks: [1, 5, 5], isNarrow: false }, "dma_addr_t|phys_addr_t|resource_size_t"),
]);

function named(kind: IntegerKind, names: string): [string, IntegerKind][] {
  return names.split("|").map((name) => [name, kind]);
}

/** What is known of an integer type by its name alone. */
export function integerKind(base: string): IntegerKind | undefined {
  return KINDS.get(unqualified(base));
}

/** Whether a name alone says that a type is an integer's. */
export function isIntegerName(name: string): boolean {
  return KINDS.has(name);
}

/** The kind that an expression of a C type by name computes with: `int` for a bit-field that fits one. */
export function bitFieldKind(bits: number, declared: IntegerKind): IntegerKind | undefined {
  if (bits < 32) return same(0);
  return bits === 32 && declared.ranks[0] < 2 ? declared : undefined;
}

/** The type after integer promotion: what is narrower than `int` becomes `int`. Undefined for types not known to be integers. */
export function promoted(type: DeclaredType | undefined): DeclaredType | undefined {
  const kind = type && type.pointers === 0 ? integerKind(type.base) : undefined;
  return type && kind && promote(type, kind);
}

/** The same for a type that is known to be of a kind. */
export function promote(type: DeclaredType, kind: IntegerKind): DeclaredType {
  return makeType(kind.isNarrow ? "int" : unqualified(type.base));
}

/** Type of `a + b` on integers; undefined where it depends on the machine or is not known. */
export function commonInteger(
  a: DeclaredType | undefined,
  b: DeclaredType | undefined,
): DeclaredType | undefined {
  const left = a && a.pointers === 0 ? integerKind(a.base) : undefined;
  const right = b && b.pointers === 0 ? integerKind(b.base) : undefined;
  return (
    left &&
    right &&
    common({ type: promote(a!, left), kind: left }, { type: promote(b!, right), kind: right })
  );
}

/** A promoted type and what it is. */
export interface PromotedInteger {
  readonly type: DeclaredType;
  readonly kind: IntegerKind;
}

/** The usual arithmetic conversions of two promoted types: one of them, or the C name of what both become. */
export function common(left: PromotedInteger, right: PromotedInteger): DeclaredType | undefined {
  if (left.type.base === right.type.base) return left.type;
  const ranks = left.kind.ranks.map((rank, machine) => commonRank(rank, right.kind.ranks[machine], machine));
  const isResult = ({ kind }: PromotedInteger): boolean => ranks.every((rank, i) => rank === kind.ranks[i]);
  const plain = ranks.every((rank) => rank === ranks[0]) ? makeType(RANKED[ranks[0]]) : undefined;
  if (isResult(left)) return isResult(right) ? (plain ?? left.type) : left.type;
  return isResult(right) ? right.type : plain;
}

function commonRank(a: Rank, b: Rank, machine: number): Rank {
  const [low, high] = a < b ? [a, b] : [b, a];
  // A signed type of higher rank that is no wider cannot hold all values of the unsigned one: both become unsigned.
  const isSigned = high % 2 === 0;
  const isAsWide = width(high, machine) === width(low, machine);
  return isSigned && low % 2 === 1 && isAsWide ? ((high + 1) as Rank) : high;
}

function width(rank: Rank, machine: number): number {
  return rank > 3 || (rank > 1 && machine === 2) ? 64 : 32;
}

/** Whether two integer types are one type on every machine: `u32` and `unsigned int`. */
export function isSameInteger(a: string, b: string): boolean {
  const left = integerKind(a);
  const right = integerKind(b);
  if (!left || !right || left.isNarrow || right.isNarrow) return a === b;
  return left.ranks.every((rank, i) => rank === right.ranks[i]);
}

const LITERAL = /^(0[xX][\da-fA-F]+|0[bB][01]+|\d+)([uUlL]{0,3})$/;

/**
 * Type of an integer literal by its value and suffix; undefined where it depends on the width of `long`, for
 * floating point and for what is no number.
 */
export function literalType(literal: string): DeclaredType | undefined {
  const match = LITERAL.exec(literal);
  if (!match || literal.length > 64) return undefined;
  const isOctal = /^0\d+$/.test(match[1]);
  if (isOctal && /[89]/.test(match[1])) return undefined;
  const value = BigInt(isOctal ? `0o${match[1].slice(1)}` : match[1]);
  const suffix = match[2].toLowerCase();
  const longs = suffix.replace("u", "").length;
  if (value >= 1n << 64n) return undefined;
  const candidates = [0, 1, 2, 3, 4, 5].filter((rank) => {
    const isUnsigned = rank % 2 === 1;
    if (rank < longs * 2) return false;
    if (suffix.includes("u")) return isUnsigned;
    return !isUnsigned || !/^[1-9]/.test(match[1]);
  }) as Rank[];
  const types = [0, 2].map((machine) =>
    candidates.find((rank) => value < 1n << BigInt(width(rank, machine) - (rank % 2 === 1 ? 0 : 1))),
  );
  return types[0] !== undefined && types[0] === types[1] ? makeType(RANKED[types[0]]) : undefined;
}
