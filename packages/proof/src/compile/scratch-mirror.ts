/**
 * A kernel tree with some files changed, without copying it: folders that hold a changed file are real,
 * everything beside them is a symbolic link into the true tree. Quote includes look into the folder of
 * the including file first, and `../` counts from it, so both find changed headers and unchanged ones.
 *
 * A mirror serves one compile after the other: linking a folder of drivers anew each time took longer than all
 * comparisons. It is only ever changed by taking an entry away and putting another in its place, so that nothing
 * is written through a link.
 */
import { lstat, mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type CText, encodeC } from "@kindred/c-source";

/** What a changed file holds; null when it does not exist. Keys are relative to the kernel root. */
export type ChangedFiles = ReadonlyMap<string, CText | null>;

export interface Mirror {
  /** The folder that stands for the kernel. */
  readonly folder: string;
  /** Makes the mirror show exactly these changed files. */
  show(changed: ChangedFiles): Promise<void>;
}

/** A mirror of `kernel` in `folder`, which it makes and may empty. */
export function createMirror(kernel: string, folder: string): Mirror {
  let state = emptyState();
  const apply = async (changed: ChangedFiles): Promise<void> => {
    await takeBack(kernel, folder, state, changed);
    await makeFolders(kernel, folder, state, changed);
    await writeChanged(folder, state, changed);
  };
  return {
    folder,
    async show(changed) {
      try {
        await apply(changed);
      } catch {
        // A file that became a folder, or a disk that was full for a while: once more from nothing.
        state = emptyState();
        await rm(folder, { recursive: true, force: true });
        await apply(changed);
      }
    },
  };
}

interface MirrorState {
  readonly folders: Set<string>;
  readonly shown: Map<string, CText | null>;
}

function emptyState(): MirrorState {
  return { folders: new Set(), shown: new Map() };
}

/** What an earlier compile saw changed and this one does not becomes a link again. */
async function takeBack(
  kernel: string,
  target: string,
  { shown }: MirrorState,
  changed: ChangedFiles,
): Promise<void> {
  for (const file of [...shown.keys()]) {
    if (changed.has(file)) continue;
    await rm(join(target, file), { force: true });
    shown.delete(file);
    if (await exists(join(kernel, file))) await symlink(join(kernel, file), join(target, file));
  }
}

async function makeFolders(
  kernel: string,
  target: string,
  { folders }: MirrorState,
  changed: ChangedFiles,
): Promise<void> {
  const needed = foldersOf(changed);
  for (const folder of [...needed].filter((one) => !folders.has(one)).sort()) {
    await rm(join(target, folder), { force: true, recursive: folder === "" });
    await mkdir(join(target, folder), { recursive: true });
    for (const name of await entriesOf(join(kernel, folder))) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (!needed.has(path) && !changed.has(path)) await symlink(join(kernel, path), join(target, path));
    }
    folders.add(folder);
  }
}

/** Folders of the changed files; none where a file stands now, whatever was deleted below it. */
function foldersOf(changed: ChangedFiles): Set<string> {
  const folders = new Set([""]);
  for (const file of changed.keys()) {
    const above: string[] = [];
    for (let folder = parent(file); folder !== ""; folder = parent(folder)) above.push(folder);
    if (above.every((folder) => (changed.get(folder) ?? null) === null))
      for (const folder of above) folders.add(folder);
  }
  return folders;
}

async function writeChanged(
  target: string,
  { folders, shown }: MirrorState,
  changed: ChangedFiles,
): Promise<void> {
  for (const [file, text] of changed) {
    if (shown.get(file) === text) continue;
    // Deleted, and there is a folder now in its place, or a file in that of its folder.
    const isGone = text === null && (folders.has(file) || !folders.has(parent(file)));
    if (!isGone) await rm(join(target, file), { force: true });
    if (text !== null) await writeFile(join(target, file), encodeC(text), { flag: "wx" });
    shown.set(file, text);
  }
}

function parent(path: string): string {
  const folder = dirname(path);
  return folder === "." ? "" : folder;
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function entriesOf(folder: string): Promise<string[]> {
  const isFolder = await lstat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? readdir(folder) : [];
}
