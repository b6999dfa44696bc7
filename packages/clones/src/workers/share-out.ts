import type { Worker } from "node:worker_threads";

/**
 * Gives tasks to workers, each the next one as soon as it is ready. Results come in the order of the tasks, whoever is
 * ready first. An error in a worker ends it all.
 */
export async function shareOut<Task, Result>(
  workers: readonly Worker[],
  tasks: readonly Task[],
  ask: (worker: Worker, task: Task) => Promise<Result>,
  onDone?: (result: Result) => void,
): Promise<Result[]> {
  const results: Result[] = new Array(tasks.length);
  let next = 0;
  const drain = async (worker: Worker) => {
    while (next < tasks.length) {
      const at = next++;
      results[at] = await ask(worker, tasks[at]);
      onDone?.(results[at]);
    }
  };
  await Promise.all(workers.map(drain));
  return results;
}

/** One message to a worker, and the one that it answers with. */
export function askWorker<Task, Result>(worker: Worker, task: Task): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onMessage = (result: Result) => {
      worker.off("error", onError);
      resolve(result);
    };
    const onError = (error: Error) => {
      worker.off("message", onMessage);
      reject(error);
    };
    worker.once("message", onMessage);
    worker.once("error", onError);
    worker.postMessage(task);
  });
}
