import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { asOutputError } from "./output-folder.ts";
import { forgetUnfinished, trackUnfinished } from "./unfinished-files.ts";

/**
 * Writes beside the file and renames: a reader sees the old content or the new one, never a part.
 * A target that is no regular file (`/dev/stdout`, a pipe) is written straight.
 * @throws KindredError E_OUTPUT
 */
export function writeFileWhole(path: string, content: string | Uint8Array): void {
  const isSpecial = statSync(path, { throwIfNoEntry: false })?.isFile() === false;
  const unfinished = isSpecial ? path : `${path}.unfinished-${process.pid}`;
  if (!isSpecial) trackUnfinished(unfinished);
  try {
    writeFileSync(unfinished, content);
    if (!isSpecial) renameSync(unfinished, path);
  } catch (error) {
    if (!isSpecial) rmSync(unfinished, { force: true });
    throw asOutputError(error, path);
  } finally {
    forgetUnfinished(unfinished);
  }
}
