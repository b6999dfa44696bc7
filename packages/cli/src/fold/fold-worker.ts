import { parentPort, workerData } from "node:worker_threads";
import { CParser, type MacroProfile } from "@kindred/c-source";
import type { Grain, Strategy } from "@kindred/clones";
import { createProposer, type FoldUnit } from "@kindred/fold";
import { askNameIndex, type NameIndex } from "../tree/name-index.ts";
import { createTreeReader } from "../tree/tree-reader.ts";

/** What a thread is given when it starts. */
export interface FoldWorkerData {
  readonly root: string;
  readonly memberPrefix: string;
  readonly profile: MacroProfile;
  readonly names: NameIndex;
  /** All, unless said. */
  readonly strategies?: readonly Strategy[];
  readonly grains?: readonly Grain[];
  readonly inHeader?: boolean;
  readonly straightRuns?: boolean;
}

/** The thread's side of `proposeInThreads`: families in, proposals out. */
const { root, profile, names, ...wanted } = workerData as FoldWorkerData;
const parser = await CParser.create({ profile });
const openTree = (): ReturnType<typeof createProposer> =>
  createProposer({
    tree: createTreeReader(root),
    parser,
    isNameFree: askNameIndex(names),
    ...wanted,
  });

/** A heap of this many bytes is mostly sources that earlier families needed: it is emptied, but not behind every task. */
const MOST_HEAP = 450 << 20;
const LEAST_TASKS = 5;

let propose = openTree();
let tasks = 0;
parentPort?.on("message", (units: readonly FoldUnit[]) => {
  if (tasks++ >= LEAST_TASKS && process.memoryUsage().heapUsed > MOST_HEAP) {
    propose = openTree();
    tasks = 1;
  }
  parentPort?.postMessage(units.map(propose));
});
