import type { RunGroup } from "../fragments/find-runs.ts";
import { IntColumn } from "../scan/int-column.ts";
import type { HashFilter } from "./hash-filter.ts";

/** Runs as they are kept: one entry a run, and the places of all runs end to end. */
export interface RunColumns {
  readonly seed: Int32Array;
  readonly tokens: Int32Array;
  readonly hash: Int32Array;
  readonly isEdited: Int32Array;
  /** Number of places. */
  readonly count: Int32Array;
  readonly function: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

export const RUN_COLUMNS: readonly (keyof RunColumns)[] = [
  "seed",
  "tokens",
  "hash",
  "isEdited",
  "count",
  "function",
  "from",
  "to",
];

export function encodeRuns(runs: readonly RunGroup[]): RunColumns {
  const columns = Object.fromEntries(RUN_COLUMNS.map((name) => [name, new IntColumn()])) as {
    [K in keyof RunColumns]: IntColumn;
  };
  for (const { seed, tokens, hash, isEdited, places } of runs) {
    columns.seed.push(seed);
    columns.tokens.push(tokens);
    columns.hash.push(hash);
    columns.isEdited.push(isEdited ? 1 : 0);
    columns.count.push(places.length);
    for (const { f, from, to } of places) {
      columns.function.push(f);
      columns.from.push(from);
      columns.to.push(to);
    }
  }
  const entries = RUN_COLUMNS.map((name) => [name, columns[name].toShared()]);
  return Object.fromEntries(entries) as unknown as RunColumns;
}

/** The runs whose seeds are not in `without`, with their functions as they are numbered now. */
export function decodeRuns(columns: RunColumns, functionOf: Int32Array, without: HashFilter): RunGroup[] {
  const runs: RunGroup[] = [];
  let at = 0;
  for (let r = 0; r < columns.seed.length; r++) {
    const from = at;
    at += columns.count[r];
    if (without.has(columns.seed[r])) continue;
    runs.push({
      seed: columns.seed[r],
      tokens: columns.tokens[r],
      hash: columns.hash[r],
      isEdited: columns.isEdited[r] === 1,
      places: Array.from({ length: at - from }, (_, i) => ({
        f: functionOf[columns.function[from + i]],
        from: columns.from[from + i],
        to: columns.to[from + i],
      })),
    });
  }
  return runs;
}
