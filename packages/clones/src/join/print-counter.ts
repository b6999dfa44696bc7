/** How many functions have a fingerprint: an open-addressed table, counts up to 255. */
export class PrintCounter {
  private readonly keys: Int32Array;
  private readonly counts: Uint8Array;
  private readonly mask: number;

  /** `most` is an upper bound of how many different fingerprints come. */
  constructor(most: number) {
    const size = 1 << Math.max(10, 32 - Math.clz32(Math.floor(most * LOAD_RESERVE)));
    this.keys = new Int32Array(size);
    this.counts = new Uint8Array(size);
    this.mask = size - 1;
  }

  /** Counts a fingerprint; gives its slot. */
  count(print: number): number {
    const slot = this.slotOf(print);
    this.keys[slot] = print;
    if (this.counts[slot] < 255) this.counts[slot]++;
    return slot;
  }

  countOf(print: number): number {
    return this.counts[this.slotOf(print)];
  }

  countAt(slot: number): number {
    return this.counts[slot];
  }

  private slotOf(print: number): number {
    let slot = (scatter(print) >>> 3) & this.mask;
    while (this.counts[slot] > 0 && this.keys[slot] !== print) slot = (slot + 1) & this.mask;
    return slot;
  }
}

/** The bits of a fingerprint mixed, one to one: it is the smallest of many and its upper bits are alike. */
export function scatter(print: number): number {
  return Math.imul(print, 0x9e3779b1);
}

/** At least a tenth of the slots stays free even if all fingerprints differ; in kernels half of them do. */
const LOAD_RESERVE = 1.1;
