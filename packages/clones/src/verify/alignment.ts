/** Which symbols of two functions stand for one another: index pairs, rising on both sides. Reused from pair to pair. */
export class Alignment {
  count = 0;
  left = new Int32Array(1 << 10);
  right = new Int32Array(1 << 10);

  /** Empties the alignment; at most `capacity` pairs may follow. */
  reset(capacity: number): void {
    this.count = 0;
    if (capacity <= this.left.length) return;
    this.left = new Int32Array(capacity * 2);
    this.right = new Int32Array(capacity * 2);
  }

  push(left: number, right: number): void {
    this.left[this.count] = left;
    this.right[this.count++] = right;
  }
}
