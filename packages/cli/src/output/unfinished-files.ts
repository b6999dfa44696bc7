import { rmSync } from "node:fs";

/** Temporary paths that must not outlive the run, whatever ends it. */
const unfinished = new Set<string>();
/** What was done for good, for a run that is interrupted after it. */
let finished: string | undefined;

export function trackUnfinished(path: string): void {
  unfinished.add(path);
}

export function forgetUnfinished(path: string): void {
  unfinished.delete(path);
}

function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { recursive: true, force: true });
  unfinished.clear();
}

/** A sentence that an interrupted run ends with: the work was done when the signal came to be heard. */
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
