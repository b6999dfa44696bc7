import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { KindredError } from "@kindred/c-source";
import { isFolder } from "../tree/is-folder.ts";
import { asOutputError } from "./output-folder.ts";

/**
 * Refuses a file that could not be written, before the work whose result it is to hold.
 * @throws KindredError E_OUTPUT
 */
export function requireWritableFile(path: string): void {
  if (isFolder(path))
    throw new KindredError("E_OUTPUT", `\`${path}\` cannot be written: it is a folder.`, "name a file");
  try {
    const status = statSync(path, { throwIfNoEntry: false });
    const isSpecial = status !== undefined && !status.isFile();
    // A file is replaced by a rename, which its folder must allow; the dot asks that it is a folder.
    accessSync(isSpecial ? path : `${dirname(path)}/.`, constants.W_OK);
  } catch (error) {
    throw asOutputError(error, path);
  }
}
