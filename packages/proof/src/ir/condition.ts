/**
 * Conditions in one form, with a mark for negation: `x > 4` is `not (x < 5)`, `a >= b` is `not (a < b)`,
 * `a != b` is `not (a == b)`. Branches and selects on a negated condition swap their ways, so an early
 * return and a nested `if` come out alike.
 */
export interface Comparison {
  readonly predicate: "eq" | "ult" | "slt" | "other";
  readonly left: string;
  readonly right: string;
  readonly negated: boolean;
}

const NUMBER = /^-?\d+$/;

/**
 * One form for `icmp predicate left, right`; operands are canonical texts.
 * @param bits width of the operands, 0 when they are no integers.
 */
export function normalizeComparison(
  predicate: string,
  left: string,
  right: string,
  bits: number,
): Comparison {
  if (predicate === "eq" || predicate === "ne") {
    const [a, b] = left < right ? [left, right] : [right, left];
    return { predicate: "eq", left: a, right: b, negated: predicate === "ne" };
  }
  const parts = /^([us])(gt|ge|lt|le)$/.exec(predicate);
  if (parts === null) return { predicate: "other", left: `${predicate} ${left}`, right, negated: false };
  const [, sign, relation] = parts as unknown as [string, "u" | "s", string];
  const swapped = relation === "gt" || relation === "le"; // a > b is b < a; a <= b is not (b < a)
  const negated = relation === "ge" || relation === "le";
  const [a, b] = swapped ? [right, left] : [left, right];
  return preferVariableFirst({ predicate: `${sign}lt`, left: a, right: b, negated }, sign === "s", bits);
}

/** `4 < x` is `not (x < 5)`, unless 4 is the largest number there is. */
function preferVariableFirst(comparison: Comparison, isSigned: boolean, bits: number): Comparison {
  const { left, right } = comparison;
  if (bits === 0 || !NUMBER.test(left) || NUMBER.test(right)) return comparison;
  const constant = isSigned ? BigInt.asIntN(bits, BigInt(left)) : BigInt.asUintN(bits, BigInt(left));
  const largest = isSigned ? 2n ** BigInt(bits - 1) - 1n : 2n ** BigInt(bits) - 1n;
  if (constant === largest) return comparison;
  const next = isSigned ? constant + 1n : BigInt.asIntN(bits, constant + 1n);
  return { ...comparison, left: right, right: `${next}`, negated: !comparison.negated };
}

/** Negation of a condition's text; twice is none. */
export function negateCondition(text: string): string {
  return text.startsWith("not ") ? text.slice(4) : `not ${text}`;
}

/** Width of an integer type, 0 for others. */
export function integerBits(type: string): number {
  return Number(/^i(\d+)$/.exec(type)?.[1] ?? 0);
}
