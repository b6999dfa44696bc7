import { type DescribeJob, type DescribeResult, describeFamilies } from "../describe/describe-families.ts";
import { type ScanJob, scanSources } from "../scan/scan-sources.ts";
import type { Shard } from "../scan/shard.ts";

/** What a thread can be asked to do. Requests and results are plain data and shared typed arrays. */
export type Task =
  | { readonly kind: "scan"; readonly job: ScanJob }
  | { readonly kind: "describe"; readonly job: DescribeJob };

export type TaskResult<T extends Task> = T extends { kind: "scan" } ? Shard : DescribeResult;

/** Runs a task. A pure function of the task and the files it names, so it does not matter which thread runs it. */
export function runTask<T extends Task>(task: T): TaskResult<T> {
  const result = task.kind === "scan" ? scanSources(task.job) : describeFamilies(task.job);
  return result as TaskResult<T>;
}
