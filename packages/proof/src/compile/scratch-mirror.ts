/**
 * A kernel tree with some files changed, without copying it: folders that hold a changed file are real,
 * everything beside them is a symbolic link into the true tree. Quote includes look into the folder of
 * the including file first, and `../` counts from it, so both find changed headers and unchanged ones.
 */
import { lstat, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type CText, encodeC } from "@kindred/c-source";

/** What a changed file holds; null when it does not exist. Keys are relative to the kernel root. */
export type ChangedFiles = ReadonlyMap<string, CText | null>;

/** Builds a mirror of `kernel` in the empty folder `target`. */
export async function buildMirror(kernel: string, changed: ChangedFiles, target: string): Promise<void> {
  const folders = new Set([""]);
  for (const file of changed.keys()) {
    for (let folder = parent(file); !folders.has(folder); folder = parent(folder)) folders.add(folder);
  }
  for (const folder of [...folders].sort()) {
    await mkdir(join(target, folder), { recursive: true });
    for (const name of await entriesOf(join(kernel, folder))) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (!folders.has(path) && !changed.has(path)) await symlink(join(kernel, path), join(target, path));
    }
  }
  for (const [file, text] of changed) {
    if (text !== null) await writeFile(join(target, file), encodeC(text));
  }
}

function parent(path: string): string {
  const folder = dirname(path);
  return folder === "." ? "" : folder;
}

async function entriesOf(folder: string): Promise<string[]> {
  const isFolder = await lstat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? readdir(folder) : [];
}
