import { lstatSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trackUnfinished } from "./unfinished-files.ts";

/** Says whose folder it is: the process, and the world (a container, say) in which its number means something. */
const NAME = /^kindred-(\d+)-(\d+)-[A-Za-z0-9]{6}$/;

/**
 * Gives this run a temporary folder of its own: whatever the packages and the tools they start put into it is gone
 * when the run ends, also when Ctrl-C ends it. Where none can be made, the first use says so. Folders of runs that
 * were killed outright go first.
 */
export function useOwnTemporaryFolder(): void {
  try {
    const world = processWorld();
    removeOrphans(tmpdir(), world);
    const folder = mkdtempSync(join(tmpdir(), `kindred-${process.pid}-${world}-`));
    trackUnfinished(folder);
    process.env.TMPDIR = folder;
  } catch {
    // A run that needs no temporary files goes on; one that does names the error then.
  }
}

/** Removes the temporary folders whose process is gone: real folders of this user, and no link is followed. */
export function removeOrphans(parent: string, world: string): void {
  for (const name of readdirSync(parent)) {
    const [, pid, itsWorld] = NAME.exec(name) ?? [];
    if (pid === undefined || itsWorld !== world || isAlive(Number(pid))) continue;
    const path = join(parent, name);
    const status = lstatSync(path, { throwIfNoEntry: false });
    if (status?.isDirectory() !== true || status.uid !== process.getuid?.()) continue;
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // its programs may still be ending: the next run tries again
    }
  }
}

/** The number space of this process, where the system has several. */
export function processWorld(): string {
  try {
    return /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? "0";
  } catch {
    return "0";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
