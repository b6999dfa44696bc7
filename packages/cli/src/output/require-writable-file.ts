import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { KindredError } from "@kindred/c-source";
import { asOutputError } from "./output-folder.ts";

/**
 * Refuses a file that could not be written, before the work whose result it is to hold.
 * @throws KindredError E_OUTPUT
 */
export function requireWritableFile(path: string): void {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status?.isDirectory())
    throw new KindredError("E_OUTPUT", `\`${path}\` cannot be written: it is a folder.`, "name a file");
  const isSpecial = status !== undefined && !status.isFile();
  try {
    // A file is replaced by a rename, which its folder must allow; the dot asks that it is a folder.
    accessSync(isSpecial ? path : `${dirname(path)}/.`, constants.W_OK);
  } catch (error) {
    throw asOutputError(error, path);
  }
}
