import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { asOutputError } from "./output-folder.ts";
import { forgetUnfinished, trackUnfinished } from "./unfinished-files.ts";

/** What a file holds; strings may come in parts, end to end. */
type Content = string | Uint8Array | Iterable<string>;

/**
 * Writes beside the file and renames: a reader sees the old content or the new one, never a part.
 * A target that is no regular file (`/dev/stdout`, a pipe) is written straight.
 * @throws KindredError E_OUTPUT
 */
export function writeFileWhole(path: string, content: Content): void {
  try {
    if (isSpecial(path)) writeParts(path, "w", content);
    else replaceFile(path, content);
  } catch (error) {
    throw asOutputError(error, path);
  }
}

function isSpecial(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
}

function writeParts(path: string, flag: string, content: Content): void {
  const descriptor = openSync(path, flag);
  try {
    const parts = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
    for (const part of parts) writeFileSync(descriptor, part);
  } finally {
    closeSync(descriptor);
  }
}

function replaceFile(path: string, content: Content): void {
  const unfinished = `${path}.unfinished-${process.pid}`;
  trackUnfinished(unfinished);
  try {
    writeParts(unfinished, "wx", content);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
    forgetUnfinished(unfinished);
  }
}
