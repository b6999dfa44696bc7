/**
 * The one place where Kindred starts another program.
 *
 * Always an argument vector, never a shell string. Every run has a time limit and an output limit, and
 * whatever happens (missing program, signal, endless output) comes back as data: the caller decides
 * whether that is `unbuilt`, `fails` or an error. Children stand in a process group of their own, so that
 * a time limit also ends what they started (`gcc` starts `cc1`), and an interrupted run leaves none behind.
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import { isUnstarted, limitMemory } from "./memory-limit.ts";
import { cleanUpOnInterruption } from "./on-interruption.ts";
import { type Ending, endTool, forgetTool, trackTool } from "./running-tools.ts";

export interface ToolOptions {
  readonly cwd?: string;
  /** Added to the environment (which loses all `GIT_*` variables and gets `LC_ALL=C`). */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly timeLimitSeconds?: number;
  /** Bytes of stdout and stderr together after which the program is ended. */
  readonly outputLimit?: number;
  /** How stdout and stderr become strings: C text and patches are `latin1`. */
  readonly encoding?: "utf8" | "latin1";
  /** Bytes of address space that the program, and each that it starts, may have. */
  readonly memoryLimit?: number;
  /** How it is ended at a limit, or when this process is interrupted; `at-once` by default. */
  readonly ending?: Ending;
}

/** `exited` has a code; `killed` was ended by a signal from outside (out of memory, say). */
export type ToolOutcome = "exited" | "timed-out" | "output-too-large" | "not-found" | "killed";

export interface ToolResult {
  readonly outcome: ToolOutcome;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

const DEFAULT_TIME_LIMIT = 120;
const DEFAULT_OUTPUT_LIMIT = 64 << 20;

/** Runs `argv` and waits for its end. Never rejects. */
export async function runTool(argv: readonly string[], options: ToolOptions = {}): Promise<ToolResult> {
  const started = performance.now();
  const child = start(argv, options);
  const ended = child instanceof Error ? notStarted(child) : await watch(child, options);
  return { ...ended, seconds: (performance.now() - started) / 1000 };
}

type Ended = Omit<ToolResult, "seconds">;

function watch(child: ChildProcessWithoutNullStreams, options: ToolOptions): Promise<Ended> {
  return new Promise((resolve) => {
    trackTool(child, options.ending ?? "at-once");
    let cause: ToolOutcome | undefined;
    const stop = (why: ToolOutcome): void => {
      if (cause === undefined) endTool(child);
      cause ??= why;
    };
    const timer = setTimeout(stop, (options.timeLimitSeconds ?? DEFAULT_TIME_LIMIT) * 1000, "timed-out");
    const output = collectOutput(child, options.outputLimit ?? DEFAULT_OUTPUT_LIMIT, stop);
    const finish = (ended: Ended): void => {
      clearTimeout(timer);
      forgetTool(child);
      resolve(ended);
    };
    child.on("error", (error) => finish(notStarted(error)));
    child.on("close", (code, signal) => {
      const texts = decode(output, options.encoding);
      const isMissing = code === 127 && isUnstarted(texts.stderr);
      const how = cause ?? (signal === null ? "exited" : "killed");
      finish({ outcome: isMissing ? "not-found" : how, code, ...texts });
    });
    child.stdin.on("error", () => undefined); // the program may end without reading its input
    child.stdin.end(options.input ?? "");
  });
}

function notStarted(error: Error): Ended {
  return { outcome: "not-found", code: null, stdout: "", stderr: error.message };
}

function decode(output: Collected, encoding: BufferEncoding = "utf8"): { stdout: string; stderr: string } {
  return {
    stdout: Buffer.concat(output.stdout).toString(encoding),
    stderr: Buffer.concat(output.stderr).toString(encoding),
  };
}

/** Starts a program, or says why it cannot be: some reasons are thrown, others come as an event. */
function start(argv: readonly string[], options: ToolOptions): ChildProcessWithoutNullStreams | Error {
  cleanUpOnInterruption();
  const [program, ...rest] = limitMemory(argv, options.memoryLimit);
  try {
    return spawn(program!, rest, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: toolEnvironment(options.env),
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** One sentence that says how a run ended badly, with the last words of its stderr. */
export function describeFailure(argv: readonly string[], result: ToolResult): string {
  const words = result.stderr.trim().split("\n").slice(-3).join(" | ");
  const how: Record<ToolOutcome, string> = {
    exited: `ended with exit code ${result.code}`,
    "timed-out": "was stopped at its time limit",
    "output-too-large": "was stopped, since it printed too much",
    "not-found": "could not be started",
    killed: "was killed",
  };
  return `\`${argv[0]}\` ${how[result.outcome]}${words === "" ? "." : `: ${words}`}`;
}

function toolEnvironment(extra: ToolOptions["env"]): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  return { ...Object.fromEntries(kept), LC_ALL: "C", ...extra };
}

interface Collected {
  readonly stdout: Buffer[];
  readonly stderr: Buffer[];
}

function collectOutput(
  child: ChildProcessWithoutNullStreams,
  limit: number,
  stop: (why: ToolOutcome) => void,
): Collected {
  const collected: Collected = { stdout: [], stderr: [] };
  let size = 0;
  const take = (into: Buffer[]) => (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) into.push(chunk);
    else stop("output-too-large");
  };
  child.stdout.on("data", take(collected.stdout));
  child.stderr.on("data", take(collected.stderr));
  return collected;
}
