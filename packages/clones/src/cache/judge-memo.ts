import type { JoinResult } from "../join/join-candidates.ts";
import { PairTable } from "./pair-table.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Similarities of pairs of functions: those that the join has measured, those of the snapshot and those that were
 * asked for before. A pair is told by its rows, the lower one first, and measured in that order.
 */
export class JudgeMemo {
  /** All that this run has asked for, but for what the join had measured. */
  readonly table = new PairTable();
  private readonly joined: PairTable;
  private readonly known: PairTable | undefined;
  private readonly baseRow: Int32Array | undefined;

  constructor(found: readonly JoinResult[] = [], base?: Snapshot, baseRow?: Int32Array) {
    this.joined = new PairTable();
    for (const { left, right, similarity } of found)
      for (let i = 0; i < left.length; i++) this.joined.set(left[i], right[i], similarity[i]);
    this.known = base === undefined ? undefined : PairTable.of(base.judged);
    this.baseRow = baseRow;
  }

  similarity(low: number, high: number, measure: () => number): number {
    const told = this.joined.get(low, high) ?? this.table.get(low, high);
    if (told !== undefined) return told;
    const value = this.kept(low, high) ?? measure();
    this.table.set(low, high, value);
    return value;
  }

  private kept(low: number, high: number): number | undefined {
    if (this.known === undefined || this.baseRow === undefined) return undefined;
    const a = this.baseRow[low];
    const b = this.baseRow[high];
    return a < 0 || b < 0 ? undefined : this.known.get(a, b);
  }
}
