import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import { IntColumn } from "../scan/int-column.ts";
import { FunctionComparer } from "../verify/compare-functions.ts";
import { leastWeightRatio } from "../verify/similarity.ts";
import { bucketBits, bucketOf, type FingerprintIndex } from "./fingerprint-index.ts";

/** The candidate join and its verification, for the nodes `from` to `to` (exclusive). Each pair is found once. */
export interface JoinJob {
  readonly corpus: Corpus;
  readonly index: FingerprintIndex;
  readonly shapeOf: Int32Array;
  readonly from: number;
  readonly to: number;
  readonly similarity: number;
  /** Of each pair, at least one function has this many tokens. */
  readonly minTokens: number;
  readonly includeBoilerplate: boolean;
  /** By node, 1 when its pairs are wanted; pairs of two other nodes are known already. Without it all are wanted. */
  readonly isOpen?: Uint8Array;
}

/** Verified pairs, as functions. */
export interface JoinResult {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly similarity: Float64Array;
}

/** Common rare fingerprints that make a pair of functions worth a look, at least, and as a share of the fewer. */
const LEAST_SHARED = 2;
const LEAST_SHARE = 0.3;

export function joinCandidates(job: JoinJob): JoinResult {
  const { index } = job;
  const { nodes } = index;
  const comparer = new FunctionComparer(job.includeBoilerplate);
  const shared = new Uint16Array(nodes.length);
  const touched = new IntColumn(1 << 12);
  const left = new IntColumn();
  const right = new IntColumn();
  const similarity: number[] = [];
  for (let n = job.from; n < job.to; n++) {
    if (job.isOpen?.[n] === 0) continue;
    collectCandidates(index, n, job.isOpen, shared, touched);
    for (let i = 0; i < touched.length; i++) {
      const other = touched.data[i];
      const count = shared[other];
      shared[other] = 0;
      if (count < LEAST_SHARED || count < LEAST_SHARE * fewerPrints(index, n, other)) continue;
      if (!isPossible(job, nodes[n], nodes[other])) continue;
      const f = nodes[Math.min(n, other)];
      const g = nodes[Math.max(n, other)];
      const value = comparer.similarity(symbolsOf(job.corpus, f), symbolsOf(job.corpus, g), false);
      if (value < job.similarity) continue;
      left.push(f);
      right.push(g);
      similarity.push(value);
    }
  }
  return {
    left: left.toShared(),
    right: right.toShared(),
    similarity: Float64Array.from(similarity),
  };
}

/** Counts the chosen fingerprints that node `n` has in common with each later node, and with each earlier one that is not open. */
function collectCandidates(
  index: FingerprintIndex,
  n: number,
  isOpen: Uint8Array | undefined,
  shared: Uint16Array,
  touched: IntColumn,
): void {
  const { chosenStart, chosen, bucketStart, rowPrint, rowNode } = index;
  const bits = bucketBits(index);
  touched.length = 0;
  for (let i = chosenStart[n]; i < chosenStart[n + 1]; i++) {
    const print = chosen[i];
    const bucket = bucketOf(print, bits);
    for (let row = bucketStart[bucket + 1] - 1; row >= bucketStart[bucket]; row--) {
      if (rowNode[row] <= n) {
        if (isOpen === undefined) break;
        if (isOpen[rowNode[row]] === 1) continue;
      }
      if (rowPrint[row] !== print) continue;
      if (shared[rowNode[row]]++ === 0) touched.push(rowNode[row]);
    }
  }
}

function fewerPrints({ chosenStart }: FingerprintIndex, a: number, b: number): number {
  return Math.min(chosenStart[a + 1] - chosenStart[a], chosenStart[b + 1] - chosenStart[b]);
}

/** Cheap tests: one is large enough, they are not of one shape anyway, and the shorter can hold enough of the longer. */
function isPossible(job: JoinJob, f: number, g: number): boolean {
  const { tokenCount } = job.corpus.functions;
  if (Math.max(tokenCount[f], tokenCount[g]) < job.minTokens) return false;
  if (job.shapeOf[f] === job.shapeOf[g]) return false;
  const a = job.corpus.functions.weight[f];
  const b = job.corpus.functions.weight[g];
  return Math.min(a, b) >= leastWeightRatio(job.similarity) * Math.max(a, b);
}
