/**
 * What must not outlive this process: programs and scratch folders, in that order, since a program that still runs
 * would write into a folder that is being removed. Signals keep their default effect: the last listener sends the
 * signal again. The listener stands first, so that a caller's own clean-up finds no program running.
 */
import { rmSync } from "node:fs";
import { endRunningTools } from "./running-tools.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** A program that was just killed may have a file open or write its last one. */
const REMOVE = { recursive: true, force: true, maxRetries: 5, retryDelay: 20 };

const folders = new Set<string>();
let listening = false;

/** Removes a folder when this process ends before it was given up by {@link giveUpFolder}. */
export function keepTrackOfFolder(folder: string): void {
  folders.add(folder);
  cleanUpOnInterruption();
}

export function giveUpFolder(folder: string): void {
  folders.delete(folder);
}

/** Sees to it that nothing is left behind, from now on. */
export function cleanUpOnInterruption(): void {
  if (listening) return;
  listening = true;
  process.once("exit", cleanUp);
  for (const signal of SIGNALS) {
    process.prependOnceListener(signal, () => {
      cleanUp();
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
}

function cleanUp(): void {
  endRunningTools();
  for (const folder of folders) {
    try {
      rmSync(folder, REMOVE);
    } catch {
      // what cannot be removed must not keep the process from ending
    }
  }
}
