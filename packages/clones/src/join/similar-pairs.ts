/** Verified pairs of shapes (by number), each once with `left < right`. */
export interface SimilarPairs {
  readonly count: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** The best similarity found between functions of the two shapes. */
  readonly similarity: Float64Array;
}
