import type { KeptPairs } from "../cache/kept-pairs.ts";
import type { GatherOptions } from "../families/draft-family.ts";
import type { Shapes } from "../families/group-shapes.ts";
import type { Corpus } from "../scan/corpus.ts";
import { createRangeQueue } from "../workers/range-queue.ts";
import type { TaskPool } from "../workers/task-pool.ts";
import type { FingerprintIndex } from "./fingerprint-index.ts";
import type { JoinJob, JoinResult } from "./join-candidates.ts";
import type { SimilarPairs } from "./similar-pairs.ts";

/** Small, because some nodes have far more candidates than others. */
const NODES_PER_STEP = 256;

/** Near-miss pairs (Type-3) of functions of unlike shape: candidates by a join over rare fingerprints, each verified. */
export async function findSimilarPairs(
  pool: TaskPool,
  corpus: Corpus,
  shapes: Shapes,
  index: FingerprintIndex,
  { similarity, minTokens, includeBoilerplate }: GatherOptions,
  kept?: KeptPairs,
): Promise<{ pairs: SimilarPairs; found: readonly JoinResult[] }> {
  const isOpen = kept === undefined ? {} : { isOpen: kept.isOpen };
  const queue = createRangeQueue(index.nodes.length, NODES_PER_STEP);
  const job: JoinJob = {
    ...{ corpus, index, queue, similarity, minTokens, includeBoilerplate },
    shapeOf: shapes.shapeOf,
    ...isOpen,
  };
  const tasks = Array.from({ length: pool.threads }, () => ({ kind: "join" as const, job }));
  const found = [...(kept === undefined ? [] : [kept.pairs]), ...(await pool.run(tasks))];
  return { pairs: pairsOfShapes(shapes, found), found };
}

/** Pairs of functions as pairs of their shapes, each once. */
function pairsOfShapes(shapes: Shapes, results: readonly JoinResult[]): SimilarPairs {
  const best = new Map<number, number>();
  for (const { left, right, similarity } of results) {
    left.forEach((f, i) => {
      const a = shapes.shapeOf[f];
      const b = shapes.shapeOf[right[i]];
      const key = Math.min(a, b) * shapes.count + Math.max(a, b);
      best.set(key, Math.max(best.get(key) ?? 0, similarity[i]));
    });
  }
  const keys = Float64Array.from(best.keys()).sort();
  return {
    count: keys.length,
    left: Int32Array.from(keys, (key) => Math.floor(key / shapes.count)),
    right: Int32Array.from(keys, (key) => key % shapes.count),
    similarity: Float64Array.from(keys, (key) => best.get(key) ?? 0),
  };
}
