import { IntColumn } from "../scan/int-column.ts";
import { signatureDistance } from "./signature-distance.ts";

/** Signatures in some order in which alike ones stand near each other; each is compared with the next ones. */
export interface NeighbourJob {
  readonly start: Int32Array;
  readonly points: Int32Array;
  readonly order: Int32Array;
  readonly from: number;
  readonly to: number;
  /** How many of those behind it a signature is compared with. */
  readonly window: number;
  readonly most: number;
}

/** Pairs of signatures whose distance is `most` at most. */
export interface NeighbourPairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly distance: Float64Array;
}

/** Signatures with more points than this share of the other's are too unlike in size to be looked at. */
const SIZE_RATIO = 1.25;

export function compareNeighbours(job: NeighbourJob): NeighbourPairs {
  const { start, points, order } = job;
  const left = new IntColumn();
  const right = new IntColumn();
  const distances: number[] = [];
  for (let i = job.from; i < job.to; i++) {
    const a = { points, from: start[order[i]], to: start[order[i] + 1] };
    const end = Math.min(order.length, i + 1 + job.window);
    for (let j = i + 1; j < end; j++) {
      const b = { points, from: start[order[j]], to: start[order[j] + 1] };
      if (!isSizeAlike(a.to - a.from, b.to - b.from)) continue;
      const distance = signatureDistance(a, b, job.most);
      if (distance > job.most) continue;
      left.push(Math.min(order[i], order[j]));
      right.push(Math.max(order[i], order[j]));
      distances.push(distance);
    }
  }
  return { left: left.toShared(), right: right.toShared(), distance: Float64Array.from(distances) };
}

function isSizeAlike(a: number, b: number): boolean {
  return a <= b * SIZE_RATIO && b <= a * SIZE_RATIO;
}
