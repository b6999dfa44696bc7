import { PairTable } from "./pair-table.ts";
import type { Snapshot } from "./snapshot.ts";

/** Similarities of functions to centres, those of the snapshot included. */
export class JudgeMemo {
  /** All that this run has asked for. */
  readonly table = new PairTable();
  private readonly known: PairTable | undefined;
  private readonly baseRow: Int32Array | undefined;

  constructor(base?: Snapshot, baseRow?: Int32Array) {
    this.known = base === undefined ? undefined : PairTable.of(base.judged);
    this.baseRow = baseRow;
  }

  similarity(centre: number, f: number, measure: () => number): number {
    const value = this.table.get(centre, f) ?? this.kept(centre, f) ?? measure();
    this.table.set(centre, f, value);
    return value;
  }

  private kept(centre: number, f: number): number | undefined {
    if (this.known === undefined || this.baseRow === undefined) return undefined;
    const a = this.baseRow[centre];
    const b = this.baseRow[f];
    return a < 0 || b < 0 ? undefined : this.known.get(a, b);
  }
}
