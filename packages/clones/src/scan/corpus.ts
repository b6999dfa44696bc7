import type { Skipped } from "@kindred/c-source";
import type { FunctionColumns, Shard } from "./shard.ts";

/**
 * All functions of a run: the shards' rows end to end, in the order of the sources. Symbols stay in their shards,
 * because they are by far the largest part and a second copy would double the memory.
 */
export interface Corpus {
  readonly functions: FunctionColumns;
  /** Index of the shard whose `symbols` a function's `symbolStart` points into. */
  readonly shardOf: Int32Array;
  readonly symbols: readonly Int32Array[];
  /** Fingerprints, by shard too. */
  readonly fingerprints: readonly Int32Array[];
}

/** The scan's totals, which the summary needs. */
export interface ScanTotals {
  /** By index of the source. */
  readonly lines: Int32Array;
  readonly functionCount: number;
  readonly skipped: readonly Skipped[];
}

export function mergeShards(shards: readonly Shard[]): { corpus: Corpus; totals: ScanTotals } {
  const names = Object.keys(shards[0]?.functions ?? EMPTY_COLUMNS) as (keyof FunctionColumns)[];
  const columns = names.map((name) => [name, concatenate(shards.map((shard) => shard.functions[name]))]);
  const shardOf = concatenate(
    shards.map((shard, i) => new Int32Array(shard.functions.source.length).fill(i)),
  );
  return {
    corpus: {
      functions: Object.fromEntries(columns) as FunctionColumns,
      shardOf,
      symbols: shards.map((shard) => shard.symbols),
      fingerprints: shards.map((shard) => shard.fingerprints),
    },
    totals: {
      lines: concatenate(shards.map((shard) => shard.lines)),
      functionCount: shards.reduce((sum, shard) => sum + shard.functionCount, 0),
      skipped: shards.flatMap((shard) => shard.skipped),
    },
  };
}

const NONE = new Int32Array(0);
const EMPTY_COLUMNS: FunctionColumns = {
  source: NONE,
  start: NONE,
  nameStart: NONE,
  end: NONE,
  startLine: NONE,
  endLine: NONE,
  tokenCount: NONE,
  symbolStart: NONE,
  symbolCount: NONE,
  weight: NONE,
  printStart: NONE,
  printCount: NONE,
  exactLow: NONE,
  exactHigh: NONE,
  shapeLow: NONE,
  shapeHigh: NONE,
};

/** End to end in shared memory, for the workers. */
function concatenate(parts: readonly Int32Array[]): Int32Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const all = new Int32Array(new SharedArrayBuffer(length * 4));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A function's symbols, as a view. */
export function symbolsOf(corpus: Corpus, f: number): Int32Array {
  const from = corpus.functions.symbolStart[f];
  return corpus.symbols[corpus.shardOf[f]].subarray(from, from + corpus.functions.symbolCount[f]);
}

/** A function's fingerprints, as a view. */
export function fingerprintsOf(corpus: Corpus, f: number): Int32Array {
  const from = corpus.functions.printStart[f];
  return corpus.fingerprints[corpus.shardOf[f]].subarray(from, from + corpus.functions.printCount[f]);
}
