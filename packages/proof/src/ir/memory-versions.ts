/**
 * Which state of memory a plain load reads: named by the last effect before it, or by the block where
 * different states meet. A forward data-flow analysis to its greatest fixed point, as for available
 * expressions (Kildall, 1973): a block that all predecessors reach with the same state keeps it, so a load
 * in a loop without effects reads what was there before the loop.
 */
export interface BlockEffects {
  /** Indexes of predecessors that can be reached. */
  readonly predecessors: readonly number[];
  /** Effects in the block. */
  readonly effects: number;
}

/** The state in which a function finds memory. */
export const START = "start";

/** The state of memory at the entry of each block; block 0 is the entry of the function. */
export function findMemoryVersions(blocks: readonly BlockEffects[]): string[] {
  const entry: (string | undefined)[] = blocks.map(() => undefined);
  const merged = new Set<number>();
  entry[0] = START;
  const leaving = (block: number): string | undefined => {
    const { effects } = blocks[block]!;
    return effects > 0 ? versionAfter(block, effects - 1) : entry[block];
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (let block = 1; block < blocks.length; block++) {
      const states = new Set(blocks[block]!.predecessors.map(leaving));
      states.delete(undefined);
      if (states.size > 1) merged.add(block);
      const state = merged.has(block) ? `meet${block}` : [...states][0];
      if (state === entry[block]) continue;
      entry[block] = state;
      changed = true;
    }
  }
  return entry.map((state, block) => state ?? `meet${block}`);
}

/** The state after effect number `effect` of a block. */
export function versionAfter(block: number, effect: number): string {
  return `${block}.${effect}`;
}
