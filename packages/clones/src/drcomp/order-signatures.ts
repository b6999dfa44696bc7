import type { Signatures } from "./signatures.ts";
import { lineOf, Weight, weightOf } from "./weights.ts";

/*
 * Orders in which alike signatures stand near each other, so that each needs to be compared with few neighbours
 * (the sorted-neighbourhood method: Hernandez and Stolfo 1995). Three orders, because each puts apart what differs in its key:
 *
 * outline  the sequence of jumps, ifs, switches and loops, then the number of points: what differs in calls and assignments
 * counts   how many statements of each kind: what is laid out in other lines, or in another order
 * size     points, lines, sum of weights: what has another statement more or less
 */
export function orderSignatures(signatures: Signatures): Int32Array[] {
  const count = signatures.members.length;
  const keys = [outlineKey, countsKey, sizeKey].map((keyOf) => {
    const sorted = new Float64Array(count);
    for (let s = 0; s < count; s++) {
      const points = signatures.points.subarray(signatures.start[s], signatures.start[s + 1]);
      sorted[s] = keyOf(points) * INDEXES + s;
    }
    return sorted.sort();
  });
  return keys.map((sorted) => {
    const order = new Int32Array(new SharedArrayBuffer(count * 4));
    sorted.forEach((key, i) => {
      order[i] = key % INDEXES;
    });
    return order;
  });
}

/** Keys have up to 31 bits above the index of the signature; a double holds both exactly. */
const INDEXES = 2 ** 22;

/** Value by value from the top, each cut to its bits. */
function packKey(parts: readonly (readonly [value: number, bits: number])[]): number {
  return parts.reduce(
    (key, [value, bits]) => key * 2 ** bits + Math.min(Math.floor(value), 2 ** bits - 1),
    0,
  );
}

function outlineKey(points: Int32Array): number {
  let outline = 0;
  for (const point of points) {
    if (weightOf(point) >= Weight.Loop) outline = Math.imul(outline ^ weightOf(point), 0x9e3779b1);
    outline ^= outline >>> 15;
  }
  return packKey([
    [(outline >>> 0) % 2 ** 20, 20],
    [points.length, 11],
  ]);
}

function countsKey(points: Int32Array): number {
  const counts = new Map<number, number>();
  for (const point of points) counts.set(weightOf(point), (counts.get(weightOf(point)) ?? 0) + 1);
  const of = (weight: number) => counts.get(weight) ?? 0;
  return packKey([
    [of(Weight.If), 6],
    [of(Weight.Return) / 3, 5],
    [of(Weight.Loop), 3],
    [of(Weight.Goto) + of(Weight.Break) + of(Weight.Continue), 4],
    [of(Weight.Call) + of(Weight.DeviceCall), 7],
    [of(Weight.Assignment), 6],
  ]);
}

function sizeKey(points: Int32Array): number {
  let weights = 0;
  for (const point of points) weights += weightOf(point);
  const lines = points.length === 0 ? 0 : lineOf(points[points.length - 1]) - lineOf(points[0]);
  return packKey([
    [points.length, 10],
    [lines, 10],
    [weights >>> 3, 11],
  ]);
}
