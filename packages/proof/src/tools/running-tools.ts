/**
 * The programs that are under way, and their end. A program has a process group of its own, so that one signal
 * reaches what it started; what left the group (a compiler behind `timeout`, say) is found by its ancestry
 * where /proc tells it.
 */
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";

/** How a program is ended. `gently`: it may clean up first (make deletes a target that it was writing). */
export type Ending = "at-once" | "gently";

const GRACE_MILLISECONDS = 500;
const running = new Map<ChildProcess, Ending>();

/** Ends a program when this process ends or is interrupted; signals keep their default effect. */
export function trackTool(child: ChildProcess, ending: Ending): void {
  running.set(child, ending);
}

export function forgetTool(child: ChildProcess): void {
  running.delete(child);
}

/** Ends a program, all that it started, and its pipes: whoever inherited those may hold them open for ever. */
export function endTool(child: ChildProcess): void {
  const end = (): void => {
    if (!running.has(child)) return;
    signalAll([child], "SIGKILL");
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  if (running.get(child) === "gently") {
    signalAll([child], "SIGTERM");
    setTimeout(end, GRACE_MILLISECONDS);
  } else end();
}

/** Ends all programs before it returns, as far as a signal can. */
export function endRunningTools(): void {
  const gentle = [...running].filter(([, ending]) => ending === "gently").map(([child]) => child);
  signalAll(gentle, "SIGTERM");
  if (gentle.length > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, GRACE_MILLISECONDS);
  signalAll([...running.keys()], "SIGKILL");
}

function signalAll(children: readonly ChildProcess[], signal: "SIGTERM" | "SIGKILL"): void {
  for (const { pid } of children) {
    if (pid === undefined) continue;
    const outside = descendantsOf(pid);
    send(-pid, signal);
    for (const one of outside) send(one, signal);
  }
}

function send(target: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(target, signal);
  } catch {
    // gone already
  }
}

/** Children, their children and so on, found before any of them ends and leaves its children to init. */
function descendantsOf(pid: number): number[] {
  const found: number[] = [];
  const open = [pid];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const children = childrenOf(next);
    found.push(...children);
    open.push(...children);
  }
  return found;
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1");
    return text.split(" ").filter(Boolean).map(Number);
  } catch {
    return []; // ended, or a system without that file
  }
}
