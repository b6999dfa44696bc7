import { statSync } from "node:fs";

/** Whether a folder is there; a path that cannot even be looked at is none. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
