/**
 * A kernel tree in the cache that a small kernel is built from, again and again with other files changed: symbolic links into
 * the true tree, with real files and folders only where something was ever changed. make goes by times, so a file that goes
 * back to what it was is written anew, never made a link again: its old time would leave an object of the changed one.
 */
import { existsSync } from "node:fs";
import {
  appendFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { decodeC, encodeC } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";

/** What a build in the source folder leaves there, which would make make refuse another build folder. */
const BUILT_IN_PLACE = [".config", "include/config", "include/generated"];
/** Files that were ever changed; it is made last, so a mirror that has it is whole. */
const LIST = ".kindred-changed";

/** Makes the mirror of `kernel` in `folder`, unless it is there. */
export async function openKernelMirror(kernel: string, folder: string): Promise<void> {
  if (existsSync(join(folder, LIST))) return;
  await rm(folder, { recursive: true, force: true });
  await linkEntries(kernel, folder);
  const architectures = await readdir(join(kernel, "arch"));
  const generated = architectures.map((name) => `arch/${name}/include/generated`);
  for (const path of [...BUILT_IN_PLACE, ...generated]) {
    if (!existsSync(join(kernel, path))) continue;
    await makeReal(folder, dirname(path));
    await rm(join(folder, path), { force: true });
  }
  await writeFile(join(folder, LIST), "");
}

/** Puts the mirror into a state: `files` as given, everything else as it is in the kernel. */
export async function setMirrorFiles(kernel: string, folder: string, files: ChangedFiles): Promise<void> {
  const list = join(folder, LIST);
  const earlier = (await readFile(list, "utf8")).split("\n").filter(Boolean);
  const fresh = [...files.keys()].filter((file) => !earlier.includes(file));
  // Ahead of the change itself: what is interrupted is known to be changed.
  if (fresh.length > 0) await appendFile(list, fresh.map((file) => `${file}\n`).join(""));
  for (const file of [...earlier, ...fresh]) {
    const wanted = files.has(file) ? files.get(file)! : await originalOf(kernel, file);
    await setFile(folder, file, wanted === null ? null : encodeC(wanted));
  }
}

async function originalOf(kernel: string, file: string): Promise<string | null> {
  return readFile(join(kernel, file)).then(decodeC, () => null);
}

async function setFile(folder: string, file: string, wanted: Uint8Array | null): Promise<void> {
  const path = join(folder, file);
  await makeReal(folder, dirname(file));
  const found = await lstat(path).catch(() => undefined);
  if (wanted === null) return rm(path, { force: true });
  if (found !== undefined && (await readFile(path)).equals(wanted)) return;
  await rm(path, { force: true }); // never through a link
  await writeFile(path, wanted, { flag: "wx" });
}

/** Makes a folder of the mirror a real one, all the way down, with links to what was in it. */
async function makeReal(folder: string, path: string): Promise<void> {
  let here = folder;
  for (const part of path.split("/").filter((name) => name !== ".")) {
    here = join(here, part);
    const found = await lstat(here).catch(() => undefined);
    if (found?.isDirectory() === true) continue;
    const target = found?.isSymbolicLink() === true ? await readlink(here) : undefined;
    if (found !== undefined) await rm(here);
    await linkEntries(target, here);
  }
}

/** Makes a folder with a link to everything that is in `from`. */
async function linkEntries(from: string | undefined, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = from === undefined ? [] : await readdir(from).catch(() => []);
  for (const name of names) await symlink(join(from!, name), join(folder, name));
}
