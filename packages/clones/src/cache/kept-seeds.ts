import type { Seeds } from "../fragments/find-seeds.ts";
import { IntColumn } from "../scan/int-column.ts";
import type { HashFilter } from "./hash-filter.ts";
import type { Snapshot } from "./snapshot.ts";

/** The seeds of the functions that were searched for them, in the order of these functions. */
export interface SearchedSeeds {
  /** All functions that have seeds, those of the snapshot included. */
  readonly functions: Int32Array;
  readonly parts: readonly Seeds[];
}

/** The seeds of a snapshot, by the functions of this run. A function's seeds depend on nothing but its symbols. */
export class KeptSeeds {
  private readonly seeds: Seeds;
  private readonly baseRow: Int32Array;
  /** Of each of the snapshot's functions, where its seeds start and end; -1 when it was not searched. */
  private readonly start: Int32Array;
  private readonly end: Int32Array;

  constructor({ seeds: { functions, parts }, functions: rows }: Snapshot, baseRow: Int32Array) {
    this.seeds = parts[0];
    this.baseRow = baseRow;
    this.start = new Int32Array(rows.start.length).fill(-1);
    this.end = new Int32Array(rows.start.length);
    let at = 0;
    for (const f of functions) {
      this.start[f] = at;
      while (this.seeds.function[at] === f) at++;
      this.end[f] = at;
    }
  }

  has(f: number): boolean {
    return this.baseRow[f] >= 0 && this.start[this.baseRow[f]] >= 0;
  }

  /**
   * The seeds of all functions, `found` being those of the functions that the snapshot does not have; with `filter` only
   * the hashes in it.
   */
  merge({ functions, parts: found }: SearchedSeeds, filter?: HashFilter): Seeds {
    const merged = { hash: new IntColumn(), function: new IntColumn(), statement: new IntColumn() };
    const push = (seeds: Seeds, at: number, f: number) => {
      if (filter !== undefined && !filter.has(seeds.hash[at])) return;
      merged.hash.push(seeds.hash[at]);
      merged.function.push(f);
      merged.statement.push(seeds.statement[at]);
    };
    let part = 0;
    let next = 0;
    for (const f of functions) {
      if (this.has(f)) {
        const row = this.baseRow[f];
        for (let at = this.start[row]; at < this.end[row]; at++) push(this.seeds, at, f);
        continue;
      }
      while (part < found.length && (next === found[part].hash.length || found[part].function[next] === f)) {
        if (next === found[part].hash.length) {
          part++;
          next = 0;
        } else push(found[part], next++, f);
      }
    }
    return {
      hash: merged.hash.toShared(),
      function: merged.function.toShared(),
      statement: merged.statement.toShared(),
    };
  }
}
