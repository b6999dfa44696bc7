/** Columns of a {@link PairTable} as they are kept: open-addressed slots, `left` is -1 in a free one. */
export interface PairColumns {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly value: Float64Array;
}

/** Similarities of ordered pairs of functions: an open-addressed table that is kept as it lies in memory. */
export class PairTable {
  columns: PairColumns;
  private used = 0;

  constructor(capacity = 1 << 10) {
    this.columns = freeColumns(capacity);
  }

  /** A table to look up in, made of columns that were kept. */
  static of(columns: PairColumns): PairTable {
    const table = new PairTable(1);
    table.columns = columns;
    return table;
  }

  get(left: number, right: number): number | undefined {
    const slot = this.slotOf(left, right);
    return this.columns.left[slot] < 0 ? undefined : this.columns.value[slot];
  }

  set(left: number, right: number, value: number): void {
    if (this.used * 2 >= this.columns.left.length) this.grow();
    const slot = this.slotOf(left, right);
    if (this.columns.left[slot] < 0) this.used++;
    this.columns.left[slot] = left;
    this.columns.right[slot] = right;
    this.columns.value[slot] = value;
  }

  private slotOf(left: number, right: number): number {
    const { left: lefts, right: rights } = this.columns;
    const mask = lefts.length - 1;
    let hash = Math.imul(Math.imul(left, 0x9e3779b1) ^ right, 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    while (lefts[slot] >= 0 && (lefts[slot] !== left || rights[slot] !== right)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { left, right, value } = this.columns;
    this.columns = freeColumns(left.length * 2);
    this.used = 0;
    for (let i = 0; i < left.length; i++) if (left[i] >= 0) this.set(left[i], right[i], value[i]);
  }
}

function freeColumns(capacity: number): PairColumns {
  return {
    left: new Int32Array(capacity).fill(-1),
    right: new Int32Array(capacity),
    value: new Float64Array(capacity),
  };
}
