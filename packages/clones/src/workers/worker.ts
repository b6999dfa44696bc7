import { parentPort } from "node:worker_threads";
import { runTask, type Task } from "./task.ts";

/** The thread's side: one task in, one result out. Errors go to the parent through the worker's `error` event. */
parentPort?.on("message", (task: Task) => {
  parentPort?.postMessage(runTask(task));
});
