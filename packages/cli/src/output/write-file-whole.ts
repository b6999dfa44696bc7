import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { asOutputError } from "./output-folder.ts";
import { forgetUnfinished, trackUnfinished } from "./unfinished-files.ts";

/**
 * Writes beside the file and renames: a reader sees the old content or the new one, never a part.
 * A target that is no regular file (`/dev/stdout`, a pipe) is written straight.
 * @throws KindredError E_OUTPUT
 */
export function writeFileWhole(path: string, content: string | Uint8Array): void {
  try {
    if (isSpecial(path)) writeFileSync(path, content);
    else replaceFile(path, content);
  } catch (error) {
    throw asOutputError(error, path);
  }
}

function isSpecial(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
}

function replaceFile(path: string, content: string | Uint8Array): void {
  const unfinished = `${path}.unfinished-${process.pid}`;
  trackUnfinished(unfinished);
  try {
    writeFileSync(unfinished, content, { flag: "wx" });
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
    forgetUnfinished(unfinished);
  }
}
