import { Worker } from "node:worker_threads";
import { runTask, type Task, type TaskResult } from "./task.ts";

/** Runs tasks, in this thread or in others; several runs may be under way. Results come in the order of the tasks, whoever is ready first. */
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
  /** What each worker is at; a task of another run waits for it. */
  private readonly busy = new Map<Worker, Promise<unknown>>();

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
        results[at] = await this.ask(worker, tasks[at]);
        onDone?.(results[at]);
      }
    };
    await Promise.all(this.workers.map(drain));
    return results;
  }

  /** Posts at once when the worker has nothing to do: the caller may then block this thread with work of its own. */
  private async ask<T extends Task>(worker: Worker, task: T): Promise<TaskResult<T>> {
    while (this.busy.has(worker)) await this.busy.get(worker);
    const answer = ask(worker, task);
    this.busy.set(
      worker,
      answer.catch(() => undefined),
    );
    try {
      return await answer;
    } finally {
      this.busy.delete(worker);
    }
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
