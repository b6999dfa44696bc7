import { dirname, join, relative, sep } from "node:path";
import { readHead } from "./read-head.ts";

/** A kernel tree and the version its Makefile states. */
export interface KernelRoot {
  readonly path: string;
  readonly version: string;
}

/** The nearest folder, from `start` upwards, whose Makefile sets VERSION and PATCHLEVEL. */
export function findKernelRoot(start: string): KernelRoot | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const version = readKernelVersion(folder);
    if (version !== undefined) return { path: folder, version };
    if (dirname(folder) === folder) return undefined;
  }
}

/** `drivers/leds/` when the scanned folder is that part of a kernel; empty outside of one. */
export function prefixFromKernelRoot(root: string): string {
  const kernel = findKernelRoot(root);
  if (kernel === undefined || kernel.path === root) return "";
  return `${relative(kernel.path, root).split(sep).join("/")}/`;
}

/** `6.12.100` of a kernel's top Makefile; undefined when the folder is no kernel root. */
export function readKernelVersion(folder: string): string | undefined {
  const head = readMakefileHead(folder);
  const version = /^VERSION\s*=\s*(\d+)/m.exec(head)?.[1];
  const patchLevel = /^PATCHLEVEL\s*=\s*(\d+)/m.exec(head)?.[1];
  if (version === undefined || patchLevel === undefined) return undefined;
  const subLevel = /^SUBLEVEL\s*=\s*(\d+)/m.exec(head)?.[1] ?? "0";
  return `${version}.${patchLevel}.${subLevel}`;
}

function readMakefileHead(folder: string): string {
  try {
    return readHead(join(folder, "Makefile"), 4096).toString("latin1");
  } catch {
    return "";
  }
}
