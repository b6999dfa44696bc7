import type { Corpus } from "../scan/corpus.ts";

/**
 * Functions of one shape (Type-2 copies of one another), found by hash: one pass, no pairs are compared.
 * Shapes are numbered, and their members listed, in the order of the sources.
 */
export interface Shapes {
  readonly count: number;
  /** The shape of each function. */
  readonly shapeOf: Int32Array;
  /** Members of shape `s`: `members[start[s]]` up to `members[start[s + 1]]`. */
  readonly start: Int32Array;
  readonly members: Int32Array;
}

export function groupShapes(corpus: Corpus): Shapes {
  const { shapeLow, shapeHigh } = corpus.functions;
  const { groupOf, count } = groupByHash(shapeLow, shapeHigh);
  const start = new Int32Array(count + 1);
  for (const group of groupOf) start[group + 1]++;
  for (let s = 0; s < count; s++) start[s + 1] += start[s];
  const members = new Int32Array(groupOf.length);
  const next = start.slice(0, count);
  groupOf.forEach((group, f) => {
    members[next[group]++] = f;
  });
  return { count, shapeOf: groupOf, start, members };
}

/** Numbers rows by their 64-bit hash, first come first. */
function groupByHash(low: Int32Array, high: Int32Array): { groupOf: Int32Array; count: number } {
  const size = 1 << (33 - Math.clz32(low.length + 1));
  const slots = new Int32Array(size).fill(-1);
  const groupOf = new Int32Array(low.length);
  let count = 0;
  for (let row = 0; row < low.length; row++) {
    let slot = (low[row] ^ (low[row] >>> 16)) & (size - 1);
    let first = slots[slot];
    while (first >= 0 && (low[first] !== low[row] || high[first] !== high[row])) {
      slot = (slot + 1) & (size - 1);
      first = slots[slot];
    }
    if (first < 0) {
      slots[slot] = row;
      groupOf[row] = count++;
    } else groupOf[row] = groupOf[first];
  }
  return { groupOf, count };
}

/** The members of one shape, as a view. */
export function membersOf(shapes: Shapes, shape: number): Int32Array {
  return shapes.members.subarray(shapes.start[shape], shapes.start[shape + 1]);
}
