import type { Scope } from "../families.ts";

/** The folder part of a `/`-separated name; empty for a file at the top. */
export function directoryOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf("/")));
}

/**
 * The driver class of a file: the folder after the last `drivers/` of its absolute position, so that it does not
 * matter where in a kernel the scan started. Outside of `drivers/` it is the first folder below the root.
 */
export function classOfFile(root: string, file: string): string {
  const folders = directoryOf(`${root.replace(/\/+$/, "")}/${file}`).split("/");
  const drivers = folders.lastIndexOf("drivers");
  if (drivers >= 0) return folders[drivers + 1] ?? "drivers";
  const inside = directoryOf(file).split("/")[0];
  return inside || (folders.at(-1) ?? "");
}

/** The narrowest scope that holds all members. */
export function scopeOf(files: readonly string[], classOf: (file: string) => string): Scope {
  const isShared = (key: (file: string) => string) => files.every((file) => key(file) === key(files[0]));
  if (isShared((file) => file)) return "file";
  if (isShared(directoryOf)) return "directory";
  return isShared(classOf) ? "class" : "tree";
}
