/** Integers and pointers as unsigned numbers, aggregates as lists; null is `undef` or `poison`: anything at all. */
export type Value = bigint | null | readonly Value[];

/** The run meets what this interpreter does not know: nothing is said of the function. */
export class UnsupportedIr extends Error {}

/** The run does what C leaves undefined: it shows nothing. */
export class UndefinedBehaviour extends Error {}

/** The run took too long: what it did so far counts. */
export class RunCut extends Error {}

/** Width of an integer or pointer type. */
export function bitsOf(type: string): number {
  if (type === "ptr") return 64;
  const bits = /^i(\d+)$/.exec(type)?.[1];
  if (bits === undefined) throw new UnsupportedIr(`values of type ${type}`);
  return Number(bits);
}

/** A value that is used: it must be one. */
export function known(value: Value | undefined): bigint {
  if (typeof value === "bigint") return value;
  if (value === null) throw new UndefinedBehaviour("a value that is not defined is used");
  throw new UnsupportedIr("an aggregate is used as a number");
}
