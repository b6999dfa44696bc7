/*
 * The parent's side of one worker process: starts it, loads the codemod, sends a file, waits for the answer no longer
 * than allowed, and starts a fresh process after one had to be killed. Nothing that a worker says is believed: ids,
 * ranges, types are checked, since the codemod in it may be hostile.
 */
import type { ChildProcess } from "node:child_process";
import { type CText, type Edit, findOverlap, KindredError } from "@kindred/c-source";
import {
  areBuildFiles,
  isNewFiles,
  isPrefilter,
  type NewFiles,
  type ParentMessage,
  type WorkerMessage,
} from "../worker/messages.ts";
import type { TransformOutput } from "./transform-text.ts";
import { startWorker } from "./worker-process.ts";

const START_TIMEOUT_MS = 60_000;

export interface WorkerTask {
  readonly name: string;
  readonly text: CText;
  readonly whyLine?: number;
}

/** What a codemod says of itself. */
export interface LoadedCodemod {
  readonly prefilter: readonly (readonly string[])[];
  readonly creates: NewFiles;
  readonly buildFiles: readonly string[];
}

export class CodemodWorkerClient {
  readonly #transform: string;
  readonly #entry: URL | undefined;
  readonly #timeoutMs: number;
  #child: ChildProcess | undefined;
  #nextId = 0;

  constructor(transform: string, entry: URL | undefined, timeoutMs: number) {
    this.#transform = transform;
    this.#entry = entry;
    this.#timeoutMs = timeoutMs;
  }

  /** Starts the process and loads the codemod. @throws KindredError E_CODEMOD when that fails. */
  async start(): Promise<LoadedCodemod> {
    const child = startWorker(this.#transform, this.#entry);
    this.#child = child;
    let stderr = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      if (stderr.length < 4000) stderr += chunk.toString();
    });
    const started = await this.#receive(child, START_TIMEOUT_MS);
    if (started?.type !== "started")
      throw loadError(this.#transform, stderr || "the worker process does not start");
    child.send({ type: "load", transform: this.#transform } satisfies ParentMessage);
    const loaded = await this.#receive(child, this.#timeoutMs);
    if (
      loaded?.type === "loaded" &&
      isPrefilter(loaded.prefilter) &&
      isNewFiles(loaded.creates) &&
      areBuildFiles(loaded.buildFiles)
    )
      return loaded;
    const cause = loaded?.type === "load-failed" ? loaded.message : stderr || "it does not finish loading";
    this.stop();
    throw loadError(this.#transform, cause);
  }

  /** Runs the codemod over one file. A worker that dies or hangs costs this file only. */
  async run(task: WorkerTask): Promise<TransformOutput> {
    if (!this.#child) await this.start();
    const child = this.#child!;
    const id = this.#nextId++;
    child.send({ type: "file", id, ...task } satisfies ParentMessage);
    const answer = await this.#receive(child, this.#timeoutMs);
    if (answer?.type === "done" && answer.id === id) return checkOutput(answer.output, task.text.length);
    const isAlive = child.exitCode === null && child.signalCode === null;
    this.stop();
    return isAlive && answer === undefined
      ? failure("codemod-hangs", `The codemod was stopped after ${this.#timeoutMs} ms.`)
      : failure("codemod-crashes", "The process that ran the codemod ended or answered out of turn.");
  }

  stop(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  /** The next message; undefined when the process ends or the time is over. */
  #receive(child: ChildProcess, timeoutMs: number): Promise<WorkerMessage | undefined> {
    return new Promise((resolve) => {
      const finish = (message: WorkerMessage | undefined): void => {
        clearTimeout(timer);
        child.off("message", finish).off("exit", onEnd).off("error", onEnd);
        resolve(message);
      };
      const onEnd = (): void => finish(undefined);
      const timer = setTimeout(onEnd, timeoutMs);
      child.on("message", finish).on("exit", onEnd).on("error", onEnd);
    });
  }
}

/** Believes nothing: what is not a well-formed answer counts as a failure of the codemod. */
function checkOutput(output: TransformOutput | undefined, length: number): TransformOutput {
  const { edits, failure: failed, unparsed, why } = (output ?? {}) as Partial<TransformOutput>;
  const isSound =
    Array.isArray(edits) &&
    edits.every((edit) => isSoundEdit(edit, length)) &&
    !findOverlap(edits) &&
    Array.isArray(unparsed) &&
    unparsed.every((name) => typeof name === "string") &&
    (why === undefined || typeof why === "string") &&
    (failed === undefined || (typeof failed.reason === "string" && typeof failed.detail === "string"));
  return isSound
    ? (output as TransformOutput)
    : failure("codemod-answers-nonsense", "The worker's answer is malformed.");
}

function isSoundEdit(edit: Edit, length: number): boolean {
  return (
    Number.isInteger(edit?.start) &&
    Number.isInteger(edit.end) &&
    edit.start >= 0 &&
    edit.start <= edit.end &&
    edit.end <= length &&
    typeof edit.text === "string" &&
    !/[^\0-\xff]/.test(edit.text)
  );
}

function failure(reason: string, detail: string): TransformOutput {
  return { edits: [], unparsed: [], failure: { reason, detail } };
}

function loadError(transform: string, cause: string): KindredError {
  return new KindredError(
    "E_CODEMOD",
    `The codemod ${transform} cannot be loaded: ${cause.trim()}.`,
    "Correct the file; it may import `@kindred/codemod` and files of its own folder, nothing else.",
  );
}
