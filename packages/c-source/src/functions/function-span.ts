/** A function definition in a source. Byte offsets, end exclusive; lines 1-based, inclusive. */
export interface FunctionSpan {
  readonly name: string;
  /** First byte of the declaration (its `static`, type or annotation), after any comment above it. */
  readonly start: number;
  /** Offset of the name. */
  readonly nameStart: number;
  /** Offset of the `{` of the body. */
  readonly bodyStart: number;
  /** One past the closing `}`. */
  readonly end: number;
  readonly startLine: number;
  readonly endLine: number;
}

/** Functions of one source in flat arrays of token indexes, for hot loops. Reused from file to file. */
export interface FunctionTable {
  count: number;
  firstToken: Int32Array;
  nameToken: Int32Array;
  bodyToken: Int32Array;
  lastToken: Int32Array;
}
