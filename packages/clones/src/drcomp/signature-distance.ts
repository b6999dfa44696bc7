import { depthOf, lineOf, weightOf } from "./weights.ts";

/*
 * How far two signatures are apart: the mean over the points of both of the Euclidean distance (line, weight, depth) to
 * the nearest point of the other. 0 for equal sets. The matching of the study was never published; this distance
 * is ours. Points are sorted by line, so the nearest one is looked for outwards from the line itself and the search ends
 * where lines alone are farther away than the best so far: O(points) for signatures that are alike.
 */

/** The points of one signature, as a range. */
export interface PointRange {
  readonly points: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** The distance, or Infinity as soon as it is known to be above `most`. */
export function signatureDistance(a: PointRange, b: PointRange, most: number): number {
  const count = a.to - a.from + (b.to - b.from);
  if (count === 0) return 0;
  const budget = most * count;
  const there = sumOfNearest(a, b, budget);
  const both = there + sumOfNearest(b, a, budget - there);
  return both > budget ? Number.POSITIVE_INFINITY : both / count;
}

/** The sum over the points of `a`; what is above the budget is above it by any amount. */
function sumOfNearest(a: PointRange, b: PointRange, budget: number): number {
  let sum = 0;
  let near = b.from;
  for (let i = a.from; i < a.to && sum <= budget; i++) {
    const point = a.points[i];
    while (near < b.to && lineOf(b.points[near]) < lineOf(point)) near++;
    sum += i > a.from && point === a.points[i - 1] ? last : nearest(point, b, near);
  }
  return sum;
}

/** The distance of the point before: points that stand several times have the same. */
let last = 0;

function nearest(point: number, { points, from, to }: PointRange, near: number): number {
  const line = lineOf(point);
  const weight = weightOf(point);
  const depth = depthOf(weight);
  let best = Number.POSITIVE_INFINITY;
  const look = (other: number): boolean => {
    const lines = lineOf(other) - line;
    if (lines * lines >= best) return false;
    const weights = weightOf(other) - weight;
    const depths = depthOf(weightOf(other)) - depth;
    best = Math.min(best, lines * lines + weights * weights + depths * depths);
    return true;
  };
  for (let j = near; j < to && look(points[j]); j++);
  for (let j = near - 1; j >= from && look(points[j]); j--);
  last = Math.sqrt(best);
  return last;
}
