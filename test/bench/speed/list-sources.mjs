import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** The C files of a tree, as find's sources, in the order of their names. */
export function listSources(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".c"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => ({ path, name: relative(root, path), size: statSync(path).size }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
