import type { Skipped } from "@kindred/c-source";

/** Columns of the function table: one entry a function, the same index in each. */
export interface FunctionColumns {
  /** Index of the source in the request. */
  readonly source: Int32Array;
  /** Byte offsets: the declaration's first byte, the name's, and one past the closing brace. */
  readonly start: Int32Array;
  readonly nameStart: Int32Array;
  readonly end: Int32Array;
  readonly startLine: Int32Array;
  readonly endLine: Int32Array;
  /** Tokens of the whole definition; what `minTokens` is about. */
  readonly tokenCount: Int32Array;
  /** Where the function's symbols lie in its shard's `symbols`, and how many there are. */
  readonly symbolStart: Int32Array;
  readonly symbolCount: Int32Array;
  /** Weight of the symbols (token-weights.ts), rounded down. */
  readonly weight: Int32Array;
  /** Where the function's fingerprints lie in its shard's `fingerprints`, and how many there are. */
  readonly printStart: Int32Array;
  readonly printCount: Int32Array;
  /** Two 64-bit hashes, in halves: same tokens (Type-1), same up to renaming and literals (Type-2). */
  readonly exactLow: Int32Array;
  readonly exactHigh: Int32Array;
  readonly shapeLow: Int32Array;
  readonly shapeHigh: Int32Array;
  /** 1 when other files may call it: it is exported, or `static inline` in a header. */
  readonly exported: Int32Array;
}

/** Functions as rows in shared memory, so that every thread can read them. */
export interface Rows {
  readonly functions: FunctionColumns;
  readonly symbols: Int32Array;
  readonly fingerprints: Int32Array;
  /** The rows of source `i`, counted from the first of these sources: `rowStart[i]` up to `rowStart[i + 1]`. */
  readonly rowStart: Int32Array;
}

/** What is known of each source besides its functions. */
export interface SourceColumns {
  /** Its lines; 0 for a skipped one. */
  readonly lines: Int32Array;
  /** All functions found, also the small ones that have no row. */
  readonly found: Int32Array;
  /** {@link STAMP_VALUES} a source: what the system tells about a file without reading it. */
  readonly stamps: Float64Array;
  /** {@link HASH_VALUES} a source: the hash of its bytes; zeros when nobody asked for it or it was skipped. */
  readonly hashes: Int32Array;
}

export const STAMP_VALUES = 4;
export const HASH_VALUES = 4;

/** What one scan of a few sources gives. */
export interface Shard extends Rows, SourceColumns {
  /** For each source, 1 when its bytes are those that the job knew; it has no rows then. */
  readonly isKnown: Uint8Array;
  readonly bytes: number;
  readonly skipped: readonly Skipped[];
}
