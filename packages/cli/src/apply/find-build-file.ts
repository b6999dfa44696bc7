import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SourceEntry } from "@kindred/c-source";
import { prefixFromKernelRoot } from "../tree/kernel-root.ts";
import { isRealFolder } from "./place-new-file.ts";

/** A Makefile or Kconfig file below the scanned root that a codemod names by its path from the kernel's root. */
export function findBuildFile(root: string, path: string): SourceEntry | undefined {
  const prefix = prefixFromKernelRoot(root);
  if (!path.startsWith(prefix)) return undefined;
  const name = path.slice(prefix.length);
  const target = join(root, name);
  const status = lstatSync(target, { throwIfNoEntry: false });
  return status?.isFile() && isRealFolder(dirname(target), root)
    ? { name, path: target, size: status.size }
    : undefined;
}
