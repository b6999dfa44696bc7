/**
 * The one place where Kindred starts another program.
 *
 * Always an argument vector, never a shell string. Every run has a time limit and an output limit, and
 * whatever happens (missing program, signal, endless output) comes back as data: the caller decides
 * whether that is `unbuilt`, `fails` or an error. Children stand in a process group of their own, so that
 * a time limit also ends what they started (`gcc` starts `cc1`), and an interrupted run leaves none behind.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { performance } from "node:perf_hooks";

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
const running = new Set<ChildProcess>();

/** Runs `argv` and waits for its end. Never rejects. */
export function runTool(argv: readonly string[], options: ToolOptions = {}): Promise<ToolResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(argv[0]!, argv.slice(1), {
      cwd: options.cwd,
      env: toolEnvironment(options.env),
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    track(child);
    const output = collectOutput(child, options.outputLimit ?? DEFAULT_OUTPUT_LIMIT);
    let cause: ToolOutcome | undefined;
    const limit = (options.timeLimitSeconds ?? DEFAULT_TIME_LIMIT) * 1000;
    const timer = setTimeout(() => {
      cause = "timed-out";
      killGroup(child);
    }, limit);
    const finish = (outcome: ToolOutcome, code: number | null, note = ""): void => {
      clearTimeout(timer);
      running.delete(child);
      const encoding = options.encoding ?? "utf8";
      resolve({
        outcome,
        code,
        stdout: Buffer.concat(output.stdout).toString(encoding),
        stderr: Buffer.concat(output.stderr).toString(encoding) + note,
        seconds: (performance.now() - started) / 1000,
      });
    };
    child.on("error", (error) => finish("not-found", null, error.message));
    child.on("close", (code, signal) => {
      if (output.tooLarge) cause ??= "output-too-large";
      finish(cause ?? (signal === null ? "exited" : "killed"), code);
    });
    child.stdin.on("error", () => undefined); // the program may end without reading its input
    child.stdin.end(options.input ?? "");
  });
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
  tooLarge: boolean;
}

function collectOutput(child: ChildProcess, limit: number): Collected {
  const collected: Collected = { stdout: [], stderr: [], tooLarge: false };
  let size = 0;
  const take = (into: Buffer[]) => (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) into.push(chunk);
    else if (!collected.tooLarge) {
      collected.tooLarge = true;
      killGroup(child);
    }
  };
  child.stdout?.on("data", take(collected.stdout));
  child.stderr?.on("data", take(collected.stderr));
  return collected;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // the group is gone already
  }
}

let listening = false;

/** Ends children when this process ends or is interrupted; signals keep their default effect. */
function track(child: ChildProcess): void {
  running.add(child);
  if (listening) return;
  listening = true;
  process.once("exit", killRunning);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      killRunning();
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
}

function killRunning(): void {
  for (const child of running) killGroup(child);
}
