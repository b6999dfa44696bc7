import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CText, decodeC } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";

/** The `.c` files of a folder of the kernel. */
export function sourcesInFolder(kernel: string, folder: string): string[] {
  try {
    const names = readdirSync(join(kernel, folder)).filter((name) => name.endsWith(".c"));
    return names.map((name) => `${folder}/${name}`);
  } catch {
    return []; // the folder is new
  }
}

/** A file as it stands with some files changed; empty when there is none. */
export function readState(kernel: string, state: ChangedFiles, file: string): CText {
  const changed = state.get(file);
  if (changed !== undefined) return changed ?? "";
  try {
    return decodeC(readFileSync(join(kernel, file)));
  } catch {
    return "";
  }
}
