import { type KeptRuns, keptRuns } from "./kept-runs.ts";
import { KeptSeeds, type SearchedSeeds } from "./kept-seeds.ts";
import type { Snapshot } from "./snapshot.ts";

/** What a snapshot spares the search for fragments. */
export class KeptFragments {
  readonly seeds: KeptSeeds;
  private readonly base: Snapshot;
  private readonly baseRow: Int32Array;

  constructor(base: Snapshot, baseRow: Int32Array) {
    this.base = base;
    this.baseRow = baseRow;
    this.seeds = new KeptSeeds(base, baseRow);
  }

  /** The runs that need not be grown again; undefined when too much has changed. */
  runs(found: SearchedSeeds, told: Uint8Array): KeptRuns | undefined {
    return keptRuns(this.base, this.baseRow, found, told);
  }
}
