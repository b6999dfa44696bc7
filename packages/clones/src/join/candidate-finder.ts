import { IntColumn } from "../scan/int-column.ts";
import { partOf, RANK_MASK } from "./fill-rows.ts";
import type { FingerprintIndex } from "./fingerprint-index.ts";

/*
 * Which nodes have enough of their chosen fingerprints in common with one of them to be worth a comparison.
 *
 * A node that must share t of its fingerprints shares at least two of any selection that leaves out t - 2 of them (pigeonhole; the
 * prefix filter of Chaudhuri 2006, with two hits as in AdaptJoin, Wang 2012). The most frequent ones are left out:
 * they are most of the work. Partners are counted in the rest, and only those that come twice are compared list by list.
 * A pair is found from the node with fewer of them, the one that says how many must be common; with `isOpen` from an open
 * node, in both directions.
 */

/** Common fingerprints that make a pair of functions worth a look: at least, and as a share of those of the one with fewer. */
const LEAST_SHARED = 2;
const LEAST_SHARE = 0.3;

export class CandidateFinder {
  /** What {@link find} has found. */
  readonly found = new IntColumn(1 << 12);
  private readonly index: FingerprintIndex;
  private readonly isOpen: Uint8Array | undefined;
  /** By rank: `stamp` and hits; a smaller stamp is that of a node before. */
  private readonly hits: Int32Array;
  private stamp = 0;
  /** Of the node that was looked up: how many fingerprints were left out, and which. */
  private leftOut = 0;
  private readonly isLeftOut = new Uint8Array(STAMP_STEP);

  constructor(index: FingerprintIndex, isOpen?: Uint8Array) {
    this.index = index;
    this.isOpen = isOpen;
    this.hits = new Int32Array(index.nodes.length);
  }

  /** Partners of a node that may share enough with it, into {@link found}. */
  find(n: number): void {
    const { chosenStart, chosen, rowOf, rows } = this.index;
    this.found.length = 0;
    this.startCount();
    this.chooseLeftOut(n);
    const from = chosenStart[n];
    for (let i = from; i < chosenStart[n + 1]; i++) {
      if (this.isLeftOut[i - from] === 1) continue;
      const part = rows[partOf(chosen[i])];
      this.countAfter(part, rowOf[i]);
      if (this.isOpen !== undefined) this.countBefore(part, rowOf[i]);
    }
  }

  /** For a node and one that was found for it. */
  sharesEnough(n: number, other: number): boolean {
    const { rankOf } = this.index;
    const fewer = Math.min(this.countChosen(n), this.countChosen(other));
    const least = Math.max(LEAST_SHARED, LEAST_SHARE * fewer);
    return (this.leftOut === 0 ? this.hits[rankOf[other]] - this.stamp : this.countCommon(n, other)) >= least;
  }

  private startCount(): void {
    if (this.stamp > LAST_STAMP) {
      this.hits.fill(0);
      this.stamp = 0;
    }
    this.stamp += STAMP_STEP;
  }

  private countAfter(rows: Int32Array, own: number): void {
    const { hits, stamp } = this;
    let at = own;
    while (rows[at] >= 0) {
      const rank = rows[++at] & RANK_MASK;
      const seen = hits[rank];
      if (seen < stamp) hits[rank] = stamp + 1;
      else {
        hits[rank] = seen + 1;
        if (seen === stamp + 1) this.found.push(this.index.ofRank[rank]);
      }
    }
  }

  /** Of the nodes before only those that are not open: the others find the pair themselves. */
  private countBefore(rows: Int32Array, own: number): void {
    const { hits, stamp } = this;
    for (let at = own - 1; at >= 0 && rows[at] >= 0; at--) {
      const rank = rows[at];
      const other = this.index.ofRank[rank];
      if (this.isOpen?.[other] === 1) continue;
      hits[rank] = hits[rank] < stamp ? stamp + 1 : hits[rank] + 1;
      if (hits[rank] === stamp + LEAST_SHARED) this.found.push(other);
    }
  }

  /** Leaves out the most frequent of a node's fingerprints, as many as its partners may lack but two. */
  private chooseLeftOut(n: number): void {
    const { chosenStart, rowsBehind } = this.index;
    const from = chosenStart[n];
    const count = this.countChosen(n);
    this.leftOut = this.isOpen === undefined ? Math.max(0, Math.ceil(LEAST_SHARE * count) - LEAST_SHARED) : 0;
    this.isLeftOut.fill(0, 0, count);
    for (let k = 0; k < this.leftOut; k++) {
      let most = -1;
      for (let i = 0; i < count; i++) {
        if (this.isLeftOut[i] === 0 && (most < 0 || rowsBehind[from + i] > rowsBehind[from + most])) most = i;
      }
      this.isLeftOut[most] = 1;
    }
  }

  private countChosen(n: number): number {
    return this.index.chosenStart[n + 1] - this.index.chosenStart[n];
  }

  /** Both lists rise. */
  private countCommon(n: number, other: number): number {
    const { chosenStart, chosen } = this.index;
    const to = chosenStart[n + 1];
    const otherTo = chosenStart[other + 1];
    let i = chosenStart[n];
    let j = chosenStart[other];
    let common = 0;
    while (i < to && j < otherTo) {
      const a = chosen[i];
      const b = chosen[j];
      if (a === b) common++;
      if (a <= b) i++;
      if (b <= a) j++;
    }
    return common;
  }
}

/** Room for the hits of one node between two stamps; a function has fewer fingerprints (scan/fingerprint.ts). */
const STAMP_STEP = 256;
const LAST_STAMP = 0x7fffffff - 2 * STAMP_STEP;
