import type { IntColumn } from "./int-column.ts";

const BUCKET_SHIFT = 26;
const BUCKETS = 1 << (32 - BUCKET_SHIFT);
/** Above this the library's sort is as good, and its worst case better. */
const MANY = 1 << 11;
const ends = new Int32Array(BUCKETS + 1);
const scattered = new Int32Array(MANY);

/**
 * Sorts what `column` has from `from` on and drops repetitions and all but the `most` smallest.
 * Hashes fall evenly into buckets by their upper bits, where a few comparisons put each in its place; buckets of values
 * that are dropped anyway stay unsorted.
 */
export function keepSmallest(column: IntColumn, from: number, most: number): void {
  const { data, length } = column;
  if (length - from <= MANY) sortSmallest(data, from, length, most);
  else data.subarray(from, length).sort();
  let kept = from;
  for (let i = from; i < length && kept - from < most; i++) {
    if (i === from || data[i] !== data[kept - 1]) data[kept++] = data[i];
  }
  column.length = kept;
}

/** Sorts until `most` different values stand at the start; what is behind them is in no order, but larger. */
function sortSmallest(data: Int32Array, from: number, to: number, most: number): void {
  scatter(data, from, to);
  let different = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const end = ends[bucket];
    const start = bucket === 0 ? 0 : ends[bucket - 1];
    for (let i = start; i < end; i++) {
      const value = scattered[i];
      let at = from + i;
      if (different < most) while (at > from + start && data[at - 1] > value) data[at] = data[--at];
      data[at] = value;
    }
    for (let at = from + start; at < from + end && different < most; at++)
      if (at === from || data[at] !== data[at - 1]) different++;
  }
}

/** Copies the values into their buckets; `ends` tells where each one ends. */
function scatter(data: Int32Array, from: number, to: number): void {
  ends.fill(0);
  for (let i = from; i < to; i++) ends[bucketOf(data[i]) + 1]++;
  for (let bucket = 1; bucket <= BUCKETS; bucket++) ends[bucket] += ends[bucket - 1];
  for (let i = from; i < to; i++) scattered[ends[bucketOf(data[i])]++] = data[i];
}

function bucketOf(value: number): number {
  return (value >> BUCKET_SHIFT) + BUCKETS / 2;
}
