/**
 * Numbers names by first occurrence. One open-addressed table that is reused from function to function: a stamp tells
 * which slots belong to the current one, so a reset costs nothing.
 */
export class NameNumbering {
  private keys = new Int32Array(1 << 10);
  private stamps = new Int32Array(1 << 10);
  private numbers = new Int32Array(1 << 10);
  private stamp = 0;
  private next = 0;

  /** Forgets all names; `capacity` is an upper bound of how many different ones may come. */
  reset(capacity: number): void {
    if (capacity * 2 > this.keys.length) {
      const size = 1 << (32 - Math.clz32(capacity * 2));
      this.keys = new Int32Array(size);
      this.stamps = new Int32Array(size);
      this.numbers = new Int32Array(size);
      this.stamp = 0;
    }
    this.stamp++;
    this.next = 0;
  }

  numberOf(key: number): number {
    const mask = this.keys.length - 1;
    let slot = (key ^ (key >>> 15)) & mask;
    while (this.stamps[slot] === this.stamp) {
      if (this.keys[slot] === key) return this.numbers[slot];
      slot = (slot + 1) & mask;
    }
    this.stamps[slot] = this.stamp;
    this.keys[slot] = key;
    this.numbers[slot] = this.next;
    return this.next++;
  }
}
