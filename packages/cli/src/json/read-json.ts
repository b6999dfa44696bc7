import { readFileSync, statSync } from "node:fs";

/** Longer texts are more than a JavaScript string holds. */
const MOST_BYTES = 500 << 20;

/** What came of reading a JSON file: its value, or a phrase that says why there is none. */
export type JsonFile = { readonly value: unknown } | { readonly missing: boolean; readonly cause: string };

/**
 * Reads a JSON file. Of what is no file only the shell's own pipes are read (`/dev/stdin`, `<(…)`): one that lies in a
 * stranger's folder never ends. Every way it can fail has a phrase that stands after "cannot be used: " without the
 * path.
 */
export function readJson(path: string): JsonFile {
  try {
    const status = statSync(path);
    if (status.isDirectory()) return failed("it is a folder");
    if (!status.isFile() && !(status.isFIFO() && path.startsWith("/dev/")))
      return failed("it is no regular file");
    if (status.size > MOST_BYTES) return failed(`it is larger than ${MOST_BYTES >> 20} MB`);
    return { value: JSON.parse(readFileSync(path, "utf8")) };
  } catch (error) {
    return describe(error as NodeJS.ErrnoException);
  }
}

function describe(error: NodeJS.ErrnoException): JsonFile {
  if (error.code === "ENOENT" || error.code === "ENOTDIR")
    return { missing: true, cause: "it does not exist" };
  if (error.code === "EACCES" || error.code === "EPERM") return failed("no permission to read it");
  if (error.code === "ELOOP") return failed("it is a symlink that leads in a circle");
  return failed(`it is no JSON (${error.message.replace(/[.\s]+/g, " ").trim()})`);
}

function failed(cause: string): JsonFile {
  return { missing: false, cause };
}
