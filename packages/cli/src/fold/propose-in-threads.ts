import { Worker } from "node:worker_threads";
import { askWorker, shareOut } from "@kindred/clones";
import type { FamilyProposal, FoldUnit } from "@kindred/fold";
import type { FoldWorkerData } from "./fold-worker.ts";

export interface ThreadOptions {
  /** The bundled `fold-worker.js`. */
  readonly entry: URL;
  readonly threads: number;
  readonly data: FoldWorkerData;
  readonly onProgress: (done: number, total: number) => void;
}

/** Families, and groups of them, of one task: neighbours, so that a folder's files are read once, and yet enough tasks. */
const TASK = 100;

/** Room for new objects, in MB: twice the usual, since few of them live longer than one family. */
const LIMITS = { maxYoungGenerationSizeMb: 96 } as const;

/** Looks at families in several threads. Results come in the families' order. */
export async function proposeInThreads(
  units: readonly FoldUnit[],
  { entry, threads, data, onProgress }: ThreadOptions,
): Promise<FamilyProposal[]> {
  const tasks: (readonly FoldUnit[])[] = [];
  for (let at = 0; at < units.length; at += TASK) tasks.push(units.slice(at, at + TASK));
  const workers = Array.from(
    { length: Math.min(threads, tasks.length) },
    () => new Worker(entry, { workerData: data, resourceLimits: LIMITS }),
  );
  let done = 0;
  try {
    const ask = askWorker<readonly FoldUnit[], FamilyProposal[]>;
    const results = await shareOut(workers, tasks, ask, (proposals) => {
      done += proposals.length;
      onProgress(done, units.length);
    });
    return results.flat();
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
