import { Worker } from "node:worker_threads";
import { askWorker, shareOut } from "./share-out.ts";
import { runTask, type Task, type TaskResult } from "./task.ts";

/** Runs tasks, in this thread or in others; several runs may be under way. Results come in the order of the tasks, whoever is ready first. */
export interface TaskPool {
  /** How many tasks run at a time. */
  readonly threads: number;
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
  readonly threads = 1;

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

/** What a task makes is flat and large, or of no use after it: more room for young objects is memory for nothing. */
const LIMITS = { resourceLimits: { maxYoungGenerationSizeMb: 16 } };

class WorkerPool implements TaskPool {
  readonly threads: number;
  private readonly workers: Worker[];
  /** What each worker is at; a task of another run waits for it. */
  private readonly busy = new Map<Worker, Promise<unknown>>();

  constructor(threads: number, entry: URL) {
    this.threads = threads;
    this.workers = Array.from({ length: threads }, () => new Worker(entry, LIMITS));
  }

  run<T extends Task>(
    tasks: readonly T[],
    onDone?: (result: TaskResult<T>) => void,
  ): Promise<TaskResult<T>[]> {
    return shareOut(this.workers, tasks, (worker: Worker, task: T) => this.ask(worker, task), onDone);
  }

  /** Posts at once when the worker has nothing to do: the caller may then block this thread with work of its own. */
  private async ask<T extends Task>(worker: Worker, task: T): Promise<TaskResult<T>> {
    while (this.busy.has(worker)) await this.busy.get(worker);
    const answer = askWorker<T, TaskResult<T>>(worker, task);
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
