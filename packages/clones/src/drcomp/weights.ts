/**
 * The published weights of the driver study's similarity tool: what a statement is, as a number. Blocks are counted
 * twice and returns three times. `try` weighs 110 and 120 there; no kernel code has one.
 */
export const Weight = {
  Assignment: 2,
  Block: 6,
  Call: 12,
  DeviceCall: 17,
  Loop: 40,
  Break: 45,
  Goto: 50,
  Return: 60,
  Continue: 70,
  If: 80,
  Switch: 100,
} as const;

/** How many points one statement of a weight makes. */
export function timesOf(weight: number): number {
  if (weight === Weight.Block) return 2;
  return weight === Weight.Return ? 3 : 1;
}

/** The nesting counter of the original is never raised: what opens a nesting has depth 1, everything else 0. */
export function depthOf(weight: number): number {
  return weight === Weight.Loop || weight === Weight.If || weight === Weight.Switch ? 1 : 0;
}

const WEIGHT_BITS = 7;
const WEIGHT_MASK = (1 << WEIGHT_BITS) - 1;

/** A point in one Int32: the line above, the weight below; the depth follows from the weight. Sorts by line, then weight. */
export function packPoint(line: number, weight: number): number {
  return (line << WEIGHT_BITS) | weight;
}

export function lineOf(point: number): number {
  return point >>> WEIGHT_BITS;
}

export function weightOf(point: number): number {
  return point & WEIGHT_MASK;
}
