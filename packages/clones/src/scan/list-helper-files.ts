import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import type { SourceEntry } from "@kindred/c-source";
import { type HelperFolder, holdsNoHelpers, isCoreName } from "../reuse/helper-places.ts";

/** Linux 6.12 has some 5,700 of them; a tree with many more is none. */
const MOST_FILES = 40_000;

/**
 * The files of a kernel that may hold helpers, but for those that are scanned anyway. Names are relative to the kernel
 * root. Only names are read here, no sizes. Links are not followed; a folder that cannot be listed holds no helpers.
 */
export function listHelperFiles(
  kernelRoot: string,
  folders: readonly HelperFolder[],
  isScanned: (path: string) => boolean,
): SourceEntry[] {
  const files: SourceEntry[] = [];
  const walk = (name: string, { extension, isFlat }: HelperFolder) => {
    if (holdsNoHelpers(name)) return;
    const path = join(kernelRoot, name);
    for (const entry of listFolder(path)) {
      if (files.length >= MOST_FILES) return;
      if (entry.isDirectory()) {
        if (!isFlat || isCoreName(entry.name)) walk(`${name}/${entry.name}`, { folder: name, extension });
      } else if (entry.isFile() && entry.name.endsWith(extension)) {
        const file = { path: join(path, entry.name), name: `${name}/${entry.name}`, size: 0 };
        if (!isScanned(file.path)) files.push(file);
      }
    }
  };
  for (const folder of folders) walk(folder.folder, folder);
  return files;
}

function listFolder(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
