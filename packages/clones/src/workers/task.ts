import { type DescribeJob, type DescribeResult, describeFamilies } from "../describe/describe-families.ts";
import { compareNeighbours, type NeighbourJob, type NeighbourPairs } from "../drcomp/compare-neighbours.ts";
import { type Signed, type SignJob, signSources } from "../drcomp/sign-sources.ts";
import { findRuns, type RunGroup, type RunJob } from "../fragments/find-runs.ts";
import { findSeeds, type SeedJob, type Seeds } from "../fragments/find-seeds.ts";
import { type CountJob, countPart } from "../join/count-prints.ts";
import { type FillJob, fillRows } from "../join/fill-rows.ts";
import { type JoinJob, type JoinResult, joinCandidates } from "../join/join-candidates.ts";
import { type Checked, type CheckJob, checkHelpers } from "../reuse/check-helpers.ts";
import { type ScanJob, scanSources } from "../scan/scan-sources.ts";
import type { Shard } from "../scan/shard.ts";

/** What a thread can be asked to do. Requests and results are plain data and shared typed arrays. */
export type Task =
  | { readonly kind: "scan"; readonly job: ScanJob }
  | { readonly kind: "count"; readonly job: CountJob }
  | { readonly kind: "fill"; readonly job: FillJob }
  | { readonly kind: "join"; readonly job: JoinJob }
  | { readonly kind: "seed"; readonly job: SeedJob }
  | { readonly kind: "check"; readonly job: CheckJob }
  | { readonly kind: "run"; readonly job: RunJob }
  | { readonly kind: "sign"; readonly job: SignJob }
  | { readonly kind: "near"; readonly job: NeighbourJob }
  | { readonly kind: "describe"; readonly job: DescribeJob };

interface TaskResults {
  scan: Shard;
  count: undefined;
  fill: Int32Array;
  join: JoinResult;
  seed: Seeds;
  check: readonly Checked[];
  run: RunGroup[];
  sign: Signed;
  near: NeighbourPairs;
  describe: DescribeResult;
}

export type TaskResult<T extends Task> = TaskResults[T["kind"]];

/** Runs a task. A pure function of the task and the files it names, so it does not matter which thread runs it. */
export function runTask<T extends Task>(task: T): TaskResult<T> {
  return runAny(task) as TaskResult<T>;
}

function runAny(task: Task): TaskResults[Task["kind"]] {
  switch (task.kind) {
    case "scan":
      return scanSources(task.job);
    case "count":
      return countPart(task.job);
    case "fill":
      return fillRows(task.job);
    case "join":
      return joinCandidates(task.job);
    case "seed":
      return findSeeds(task.job);
    case "check":
      return checkHelpers(task.job);
    case "run":
      return findRuns(task.job);
    case "sign":
      return signSources(task.job);
    case "near":
      return compareNeighbours(task.job);
    case "describe":
      return describeFamilies(task.job);
  }
}
