import type { Shapes } from "../families/group-shapes.ts";
import type { Corpus } from "../scan/corpus.ts";
import type { TaskPool } from "../workers/task-pool.ts";
import { chooseNodes } from "./choose-nodes.ts";
import { buildFingerprintIndex } from "./fingerprint-index.ts";
import type { JoinJob, JoinResult } from "./join-candidates.ts";
import type { SimilarPairs } from "./similar-pairs.ts";

/** Many more tasks than workers, because some nodes have far more candidates than others. */
const NODES_PER_TASK = 2048;

/** Near-miss pairs (Type-3) of functions of unlike shape: candidates by a join over rare fingerprints, each verified. */
export async function findSimilarPairs(
  pool: TaskPool,
  corpus: Corpus,
  shapes: Shapes,
  options: { readonly similarity: number; readonly minTokens: number; readonly includeBoilerplate: boolean },
): Promise<SimilarPairs> {
  const t0 = performance.now();
  const nodes = chooseNodes(corpus, shapes);
  const t1 = performance.now();
  const index = buildFingerprintIndex(corpus, nodes);
  const t2 = performance.now();
  const shared = {
    corpus,
    index,
    shapeOf: shapes.shapeOf,
    similarity: options.similarity,
    minTokens: options.minTokens,
    includeBoilerplate: options.includeBoilerplate,
  };
  const t3 = performance.now();
  const tasks: { kind: "join"; job: JoinJob }[] = [];
  for (let from = 0; from < nodes.length; from += NODES_PER_TASK) {
    const to = Math.min(nodes.length, from + NODES_PER_TASK);
    tasks.push({ kind: "join", job: { ...shared, from, to } });
  }
  const results = await pool.run(tasks);
  const t4 = performance.now();
  console.error(
    nodes.length,
    "nodes",
    index.chosen.length,
    "chosen",
    results.reduce((s, r) => s + r.candidates, 0),
    "cand",
    results.reduce((s, r) => s + r.left.length, 0),
    "pairs; ms nodes,index,weights,join",
    [t1 - t0, t2 - t1, t3 - t2, t4 - t3].map(Math.round),
  );
  return pairsOfShapes(shapes, results);
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
