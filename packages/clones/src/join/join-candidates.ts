import type { Corpus } from "../scan/corpus.ts";
import { IntColumn } from "../scan/int-column.ts";
import { FunctionComparer } from "../verify/compare-functions.ts";
import { LoadedFunctions } from "../verify/loaded-functions.ts";
import { leastWeightRatio } from "../verify/similarity.ts";
import { drainRanges, type RangeQueue } from "../workers/range-queue.ts";
import { CandidateFinder } from "./candidate-finder.ts";
import type { FingerprintIndex } from "./fingerprint-index.ts";

/** The candidate join and its verification, for the nodes of a queue. Each pair is found once. */
export interface JoinJob {
  readonly corpus: Corpus;
  readonly index: FingerprintIndex;
  readonly shapeOf: Int32Array;
  readonly queue: RangeQueue;
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

export function joinCandidates(job: JoinJob): JoinResult {
  const { index, corpus } = job;
  const finder = new CandidateFinder(index, job.isOpen);
  const weightRatio = leastWeightRatio(job.similarity);
  const comparer = new FunctionComparer(job.includeBoilerplate);
  const functions = new LoadedFunctions(corpus);
  const left = new IntColumn();
  const right = new IntColumn();
  const similarity: number[] = [];
  const joinNode = (n: number) => {
    finder.find(n);
    for (let i = 0; i < finder.found.length; i++) {
      const other = finder.found.data[i];
      if (!isPossible(job, index.nodes[n], index.nodes[other], weightRatio) || !finder.sharesEnough(n, other))
        continue;
      const f = index.nodes[Math.min(n, other)];
      const g = index.nodes[Math.max(n, other)];
      const value = comparer.similarity(functions.get(f), functions.getBeside(g, f), false);
      if (value < job.similarity) continue;
      left.push(f);
      right.push(g);
      similarity.push(value);
    }
  };
  drainRanges(job.queue, (from, to) => {
    // In the order of the sources: copies are often of the same few files, so their functions are still loaded.
    for (let n = from; n < to; n++) if (job.isOpen?.[n] !== 0) joinNode(n);
  });
  return {
    left: left.toShared(),
    right: right.toShared(),
    similarity: Float64Array.from(similarity),
  };
}

/** Cheap tests: one is large enough, they are not of one shape anyway, and the shorter can hold enough of the longer. */
function isPossible({ corpus, shapeOf, minTokens }: JoinJob, f: number, g: number, ratio: number): boolean {
  const { tokenCount, weight } = corpus.functions;
  if (Math.max(tokenCount[f], tokenCount[g]) < minTokens || shapeOf[f] === shapeOf[g]) return false;
  return Math.min(weight[f], weight[g]) >= ratio * Math.max(weight[f], weight[g]);
}
