import { IntColumn } from "../scan/int-column.ts";
import { eachStretch } from "./each-stretch.ts";
import type { ChosenPrints, RowPlaces } from "./fingerprint-index.ts";
import { scatter } from "./print-counter.ts";

/** Makes the rows of one part of the fingerprints. */
export interface FillJob {
  readonly prints: ChosenPrints;
  readonly ofRank: Int32Array;
  readonly places: RowPlaces;
  readonly part: number;
  /** What is looked for; without it everything is. */
  readonly wanted?: WantedPrints;
}

/** The fingerprints that are looked for. */
export interface WantedPrints {
  /** By {@link wantedSlot}, 1 for those, and for a few that share a slot with one. */
  readonly slots: Uint8Array;
  /** By node, 1 when it chose one of them. */
  readonly nodes: Uint8Array;
}

const PART_BITS = 3;
/** Parts are of about the same size; a large one makes its columns grow. */
const ROOM = 1 << 12;
export const ROW_PARTS: number = 1 << PART_BITS;
/** Marks the last row of a fingerprint. */
const LAST_ROW: number = 1 << 31;
/** The rest of a row: a rank. */
export const RANK_MASK: number = ~LAST_ROW;

/** The part that a fingerprint belongs to. */
export function partOf(print: number): number {
  return scatter(print) >>> (32 - PART_BITS);
}

const WANTED_BITS = 22;
export const WANTED_SLOTS: number = 1 << WANTED_BITS;

export function wantedSlot(print: number): number {
  return scatter(print) >>> (32 - WANTED_BITS);
}

/** A task: the ranks of the nodes that chose a fingerprint end to end, rising, for each fingerprint of the part. */
export function fillRows(job: FillJob): Int32Array {
  const { indexes, ranks } = collect(job);
  const { chosen } = job.prints;
  const { rowOf, rowsBehind } = job.places;
  const { length } = indexes;
  const groups = new PrintGroups(length);
  const groupOf = new Int32Array(length);
  eachStretch(length, (from, to) => {
    for (let k = from; k < to; k++) groupOf[k] = groups.add(chosen[indexes.data[k]]);
  });
  const free = groups.ends();
  const rows = new Int32Array(new SharedArrayBuffer(length * 4));
  // From the last one on, so that the rows of a fingerprint fill from their end and each is told how many are behind it.
  eachStretch(length, (from, to) => {
    for (let k = length - 1 - from; k >= length - to; k--) {
      const group = groupOf[k];
      const row = --free[group];
      const behind = groups.endOf(group) - 1 - row;
      rows[row] = behind === 0 ? ranks.data[k] | LAST_ROW : ranks.data[k];
      rowOf[indexes.data[k]] = row;
      rowsBehind[indexes.data[k]] = Math.min(255, behind);
    }
  });
  return rows;
}

/** The chosen fingerprints of the part, by rank of their nodes. */
function collect({ prints, ofRank, part, wanted }: FillJob) {
  const { chosenStart, chosen } = prints;
  const expected = wanted === undefined ? (chosen.length >> PART_BITS) + ROOM : ROOM;
  const indexes = new IntColumn(expected);
  const ranks = new IntColumn(expected);
  eachStretch(ofRank.length, (from, to) => {
    for (let rank = from; rank < to; rank++) {
      const node = ofRank[rank];
      if (wanted?.nodes[node] === 0) continue;
      const end = chosenStart[node + 1];
      for (let i = chosenStart[node]; i < end; i++) {
        if (partOf(chosen[i]) !== part) continue;
        if (wanted?.slots[wantedSlot(chosen[i])] === 0) continue;
        indexes.push(i);
        ranks.push(rank);
      }
    }
  });
  return { indexes, ranks };
}

/** Numbers fingerprints, and counts how often each comes. */
class PrintGroups {
  private readonly keys: Int32Array;
  private readonly numbers: Int32Array;
  private readonly sizes: Int32Array;
  private readonly mask: number;
  private count = 0;

  constructor(most: number) {
    const size = 1 << Math.max(10, 33 - Math.clz32(most));
    this.keys = new Int32Array(size);
    this.numbers = new Int32Array(size).fill(-1);
    this.sizes = new Int32Array(most);
    this.mask = size - 1;
  }

  add(print: number): number {
    const { keys, numbers, mask } = this;
    let slot = (scatter(print) >>> PART_BITS) & mask;
    while (numbers[slot] >= 0 && keys[slot] !== print) slot = (slot + 1) & mask;
    if (numbers[slot] < 0) {
      keys[slot] = print;
      numbers[slot] = this.count++;
    }
    this.sizes[numbers[slot]]++;
    return numbers[slot];
  }

  /** Where each group ends (exclusive) when they lie end to end. A copy, to count down. */
  ends(): Int32Array {
    const { sizes, count } = this;
    for (let group = 1; group < count; group++) sizes[group] += sizes[group - 1];
    return sizes.slice(0, count);
  }

  /** After {@link ends}. */
  endOf(group: number): number {
    return this.sizes[group];
  }
}
