import { Worker } from "node:worker_threads";
import { runTask, type Task, type TaskResult } from "./task.ts";

/** Runs tasks, in this thread or in others. Results come in the order of the tasks, whoever is ready first. */
export interface TaskPool {
  run<T extends Task>(
    tasks: readonly T[],
    onDone?: (result: TaskResult<T>) => void,
  ): Promise<TaskResult<T>[]>;
  close(): Promise<void>;
}

export function createTaskPool(threads: number, workerEntry: URL): TaskPool {
  return threads > 1 ? new WorkerPool(threads, workerEntry) : new LocalPool();
}

class LocalPool implements TaskPool {
  async run<T extends Task>(
    tasks: readonly T[],
    onDone?: (result: TaskResult<T>) => void,
  ): Promise<TaskResult<T>[]> {
    const results: TaskResult<T>[] = [];
    for (const task of tasks) {
      const result = runTask(task);
      results.push(result);
      onDone?.(result);
      // Timers and signals of the caller (a progress bar, Ctrl-C) get their turn between tasks.
      await new Promise(setImmediate);
    }
    return results;
  }

  async close(): Promise<void> {}
}

class WorkerPool implements TaskPool {
  private readonly workers: Worker[];

  constructor(threads: number, entry: URL) {
    this.workers = Array.from({ length: threads }, () => new Worker(entry));
  }

  async run<T extends Task>(
    tasks: readonly T[],
    onDone?: (result: TaskResult<T>) => void,
  ): Promise<TaskResult<T>[]> {
    const results: TaskResult<T>[] = new Array(tasks.length);
    let next = 0;
    const drain = async (worker: Worker) => {
      while (next < tasks.length) {
        const at = next++;
        results[at] = await ask(worker, tasks[at]);
        onDone?.(results[at]);
      }
    };
    await Promise.all(this.workers.map(drain));
    return results;
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

function ask<T extends Task>(worker: Worker, task: T): Promise<TaskResult<T>> {
  return new Promise((resolve, reject) => {
    const onMessage = (result: TaskResult<T>) => {
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
