/** A growing Int32Array: rows are appended while scanning, then cut to size and shared. */
export class IntColumn {
  data: Int32Array;
  length = 0;

  constructor(capacity = 1024) {
    this.data = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.data.length) this.reserve(1);
    this.data[this.length++] = value;
  }

  /** Makes room for `extra` more values; the caller may then write `data` from `length` on. */
  reserve(extra: number): void {
    const needed = this.length + extra;
    if (needed <= this.data.length) return;
    const grown = new Int32Array(Math.max(needed, this.data.length * 2));
    grown.set(this.data.subarray(0, this.length));
    this.data = grown;
  }

  /** The values in shared memory, so that other threads read them without a copy. */
  toShared(): Int32Array {
    const shared = new Int32Array(new SharedArrayBuffer(this.length * 4));
    shared.set(this.data.subarray(0, this.length));
    return shared;
  }
}
