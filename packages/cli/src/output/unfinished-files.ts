import { rmSync } from "node:fs";

/** Temporary paths that must not outlive the run, whatever ends it. */
const unfinished = new Set<string>();
/** What is done for good, for a run that is interrupted. */
let finished: string | undefined;

export function trackUnfinished(path: string): void {
  unfinished.add(path);
}

export function forgetUnfinished(path: string): void {
  unfinished.delete(path);
}

function removeUnfinished(): void {
  for (const path of unfinished) {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    } catch {
      // what cannot be removed must not keep the run from ending
    }
  }
  unfinished.clear();
}

/** A sentence that an interrupted run ends with: how much of the work was done for good when the signal came. */
export function tellWhenInterrupted(sentence: string): void {
  finished = sentence;
}

/**
 * Ctrl-C and `kill` remove what is half-written, then end the run the way the signal would have. `leave` is called before
 * that, to leave the terminal clean.
 */
export function removeUnfinishedOnSignals(leave: () => void): void {
  process.on("exit", removeUnfinished);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      removeUnfinished();
      leave();
      if (finished !== undefined) process.stderr.write(`kindred: interrupted, but ${finished}\n`);
      process.kill(process.pid, signal);
    });
  }
}
