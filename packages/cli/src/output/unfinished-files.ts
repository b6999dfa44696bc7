import { rmSync } from "node:fs";

/** Temporary paths that must not outlive the run, whatever ends it. */
const unfinished = new Set<string>();

export function trackUnfinished(path: string): void {
  unfinished.add(path);
}

export function forgetUnfinished(path: string): void {
  unfinished.delete(path);
}

export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { recursive: true, force: true });
  unfinished.clear();
}

/** Ctrl-C and `kill` remove what is half-written, then end the run the way the signal would have. */
export function removeUnfinishedOnSignals(): void {
  process.on("exit", removeUnfinished);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      removeUnfinished();
      process.kill(process.pid, signal);
    });
  }
}
