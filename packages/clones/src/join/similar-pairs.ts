/** Verified pairs of shapes (by number), each once with `left < right`. */
export interface SimilarPairs {
  readonly count: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
}

export const NO_PAIRS: SimilarPairs = { count: 0, left: new Int32Array(0), right: new Int32Array(0) };
