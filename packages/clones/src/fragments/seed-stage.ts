import type { KeptSeeds, SearchedSeeds } from "../cache/kept-seeds.ts";
import type { Corpus } from "../scan/corpus.ts";
import type { TaskPool } from "../workers/task-pool.ts";

const FUNCTIONS_PER_TASK = 8192;

/** Seeds of the functions that are longer than a fragment, but for those that the snapshot has. */
export async function seedStage(
  pool: TaskPool,
  corpus: Corpus,
  minTokens: number,
  kept?: KeptSeeds,
): Promise<SearchedSeeds> {
  const functions = longFunctions(corpus, minTokens);
  const open = kept === undefined ? functions : functions.filter((f) => !kept.has(f));
  const tasks = [];
  for (let at = 0; at < open.length; at += FUNCTIONS_PER_TASK) {
    const job = { corpus, functions: open.slice(at, at + FUNCTIONS_PER_TASK), minTokens };
    tasks.push({ kind: "seed" as const, job });
  }
  return { functions, parts: await pool.run(tasks) };
}

function longFunctions({ functions: { tokenCount } }: Corpus, minTokens: number): Int32Array {
  const all = new Int32Array(tokenCount.length);
  let count = 0;
  for (let f = 0; f < tokenCount.length; f++) if (tokenCount[f] > minTokens) all[count++] = f;
  return all.subarray(0, count);
}
