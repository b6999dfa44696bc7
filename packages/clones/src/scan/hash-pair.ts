/** Two independent 32-bit hashes over a sequence of Int32: together 64 bits, enough to take equality for granted. */
export class HashPair {
  low = 0;
  high = 0;

  reset(): void {
    this.low = 0x2545f491;
    this.high = 0x6a09e667;
  }

  add(value: number): void {
    const low = Math.imul(this.low ^ value, 0x9e3779b1);
    this.low = low ^ (low >>> 15);
    const high = Math.imul(this.high + value, 0x85ebca6b);
    this.high = (high << 13) | (high >>> 19);
  }

  /** The hashes of the first `count` values. */
  hash(values: Int32Array, count: number): void {
    this.reset();
    let { low, high } = this;
    for (let i = 0; i < count; i++) {
      low = Math.imul(low ^ values[i], 0x9e3779b1);
      low ^= low >>> 15;
      high = Math.imul(high + values[i], 0x85ebca6b);
      high = (high << 13) | (high >>> 19);
    }
    this.low = low;
    this.high = high;
  }
}
