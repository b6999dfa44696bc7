import { lstatSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The new content of a file is staged beside it as `FILE.kindred-PID-N`. A run that is killed outright (SIGKILL, a
 * power cut) cannot remove what it staged; the process id in the name tells a later run whose file it was.
 */
const STAGED = /^(.+)\.kindred-(\d+)-\d+$/;

export function stagedPath(path: string, index: number): string {
  return `${path}.kindred-${process.pid}-${index}`;
}

/** Staged files of runs that are gone, beside the given files and in the order of their folders. */
export function findLeftovers(paths: readonly string[]): string[] {
  const known = new Set(paths);
  const folders = [...new Set(paths.map((path) => dirname(path)))];
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((path) => isLeftover(path, known)),
  );
}

function isLeftover(path: string, known: ReadonlySet<string>): boolean {
  const match = STAGED.exec(path);
  if (match === null || !known.has(match[1]!) || isRunning(Number(match[2]))) return false;
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
