import { lstatSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SourceEntry } from "@kindred/c-source";
import { prefixFromKernelRoot } from "../tree/kernel-root.ts";

/**
 * Where a codemod of this run may make a file, given by its path from the kernel's root: below the scanned root, in a
 * folder that is there and is no way out of it, where nothing stands yet.
 */
export function placeNewFile(root: string, path: string): SourceEntry | undefined {
  const prefix = prefixFromKernelRoot(root);
  if (!path.startsWith(prefix)) return undefined;
  const name = path.slice(prefix.length);
  const target = join(root, name);
  if (lstatSync(target, { throwIfNoEntry: false })) return undefined;
  return isRealFolder(dirname(target), root) ? { name, path: target, size: 0 } : undefined;
}

/** Whether a folder lies below a root by its real path: no link leads out. */
export function isRealFolder(folder: string, root: string): boolean {
  try {
    const top = realpathSync(root);
    const real = realpathSync(folder);
    return real === join(top, folder.slice(root.length));
  } catch {
    return false;
  }
}
