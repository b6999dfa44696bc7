import { HashPair } from "../scan/hash-pair.ts";
import { lineOf } from "./weights.ts";

/**
 * Different signatures, each with the functions that have it. Points are relative to the function's first line, so the
 * same code at another place in its file has the same signature.
 */
export interface Signatures {
  /** The points of signature `s`: `points[start[s]]` up to `points[start[s + 1]]`, sorted. */
  readonly start: Int32Array;
  readonly points: Int32Array;
  /** The functions that have it, in their order. */
  readonly members: readonly (readonly number[])[];
}

/** Characters of the printed list of lines that the original leaves out at most. */
const SHORTEST_LIST = 50;

/**
 * Whether the original would print a signature: it prints lines as ` 12,` each, the absolute ones, and drops what is not
 * longer than 50 characters. That is 9 points of four-digit lines or 11 of three-digit ones.
 */
export function isPrinted(points: Int32Array, firstLine: number): boolean {
  let length = 0;
  for (const point of points) length += String(firstLine + lineOf(point)).length + 2;
  return length > SHORTEST_LIST;
}

/** Groups functions of one signature. `pointsOf` gives none for a function that is left out. */
export function groupSignatures(
  functions: number,
  pointsOf: (f: number) => Int32Array | undefined,
): Signatures {
  const groups = new Map<number, { high: number; members: number[] }[]>();
  const members: number[][] = [];
  const kept: Int32Array[] = [];
  const hash = new HashPair();
  for (let f = 0; f < functions; f++) {
    const points = pointsOf(f);
    if (points === undefined) continue;
    hash.reset();
    for (const point of points) hash.add(point);
    const alike = groups.get(hash.low);
    const found = alike?.find(({ high }) => high === hash.high);
    if (found !== undefined) found.members.push(f);
    else {
      const group = { high: hash.high, members: [f] };
      if (alike === undefined) groups.set(hash.low, [group]);
      else alike.push(group);
      members.push(group.members);
      kept.push(points);
    }
  }
  return { ...endToEnd(kept), members };
}

function endToEnd(lists: readonly Int32Array[]): { start: Int32Array; points: Int32Array } {
  const start = sharedInts(lists.length + 1);
  for (let s = 0; s < lists.length; s++) start[s + 1] = start[s] + lists[s].length;
  const points = sharedInts(start[lists.length]);
  lists.forEach((list, s) => {
    points.set(list, start[s]);
  });
  return { start, points };
}

function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}
