import type { Skipped } from "@kindred/c-source";
import type { FunctionColumns, Rows, SourceColumns } from "./shard.ts";

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
export interface ScanTotals extends SourceColumns {
  readonly functionCount: number;
  readonly skipped: readonly Skipped[];
}

/** Where the rows of a source are: in which part, and which source of that part it is. */
export interface RowPlace {
  readonly part: number;
  readonly source: number;
}

/** Rows of all sources, in the order of `places`. */
export function assembleCorpus(parts: readonly Rows[], places: readonly RowPlace[]): Corpus {
  const runs = findRuns(parts, places);
  const length = runs.reduce((sum, { from, to }) => sum + to - from, 0);
  const functions = mapColumns(() => sharedInts(length));
  const shardOf = sharedInts(length);
  let at = 0;
  for (const { part, from, to } of runs) {
    for (const name of COLUMN_NAMES) functions[name].set(parts[part].functions[name].subarray(from, to), at);
    shardOf.fill(part, at, at + to - from);
    at += to - from;
  }
  numberSources(functions.source, parts, places);
  return {
    functions,
    shardOf,
    symbols: parts.map((part) => part.symbols),
    fingerprints: parts.map((part) => part.fingerprints),
  };
}

/** Neighbouring rows of one part: few copies of many rows. */
function findRuns(parts: readonly Rows[], places: readonly RowPlace[]) {
  const runs: { part: number; from: number; to: number }[] = [];
  for (const { part, source } of places) {
    const { rowStart } = parts[part];
    const last = runs.at(-1);
    if (last?.part === part && last.to === rowStart[source]) last.to = rowStart[source + 1];
    else runs.push({ part, from: rowStart[source], to: rowStart[source + 1] });
  }
  return runs;
}

function numberSources(column: Int32Array, parts: readonly Rows[], places: readonly RowPlace[]): void {
  let at = 0;
  places.forEach(({ part, source }, i) => {
    const rows = parts[part].rowStart[source + 1] - parts[part].rowStart[source];
    column.fill(i, at, at + rows);
    at += rows;
  });
}

export const COLUMN_NAMES: readonly (keyof FunctionColumns)[] = [
  "source",
  "start",
  "nameStart",
  "end",
  "startLine",
  "endLine",
  "tokenCount",
  "symbolStart",
  "symbolCount",
  "weight",
  "printStart",
  "printCount",
  "exactLow",
  "exactHigh",
  "shapeLow",
  "shapeHigh",
  "exported",
];

/** One column for each name. */
export function mapColumns(make: (name: keyof FunctionColumns) => Int32Array): FunctionColumns {
  return Object.fromEntries(COLUMN_NAMES.map((name) => [name, make(name)])) as unknown as FunctionColumns;
}

function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
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
