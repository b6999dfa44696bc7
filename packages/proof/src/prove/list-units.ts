/**
 * Which sources must be compiled for a patch: every touched `.c` file, and for a touched header (or a `.c`
 * file that only others include) the sources of its folder and of the series that include it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type CText, decodeC } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import type { AppliedPatch } from "../git/apply-series.ts";

export interface PatchUnits {
  readonly patch: AppliedPatch;
  /** Sources to compile, relative to the kernel root, sorted. */
  readonly sources: readonly string[];
  /** All files that differ from the kernel before the patch, and after. */
  readonly before: ChangedFiles;
  readonly after: ChangedFiles;
}

/** The sources to compile for each patch that git applied, with the state of the tree around it. */
export function listUnits(kernel: string, series: readonly AppliedPatch[]): PatchUnits[] {
  const seriesSources = series.flatMap(({ after }) =>
    [...after.keys()].filter((file) => file.endsWith(".c")),
  );
  let state: ChangedFiles = new Map();
  return series
    .filter((patch) => patch.refusal === undefined)
    .map((patch) => {
      const before = new Map([...state, ...patch.before]);
      const after = new Map([...state, ...patch.after]);
      state = after;
      const sources = sourcesOf(kernel, patch, after, seriesSources);
      return { patch, sources, before, after };
    });
}

function sourcesOf(
  kernel: string,
  patch: AppliedPatch,
  state: ChangedFiles,
  seriesSources: readonly string[],
): string[] {
  const sources = new Set<string>();
  for (const [file, text] of patch.after) {
    if (text !== null && file.endsWith(".c")) sources.add(file);
    if (!/\.[ch]$/.test(file)) continue;
    const candidates = new Set([...seriesSources, ...sourcesInFolder(kernel, dirname(file))]);
    for (const candidate of candidates) {
      if (!sources.has(candidate) && includes(readState(kernel, state, candidate), file))
        sources.add(candidate);
    }
  }
  return [...sources].sort();
}

function sourcesInFolder(kernel: string, folder: string): string[] {
  try {
    const names = readdirSync(join(kernel, folder)).filter((name) => name.endsWith(".c"));
    return names.map((name) => `${folder}/${name}`);
  } catch {
    return []; // the folder is new
  }
}

function readState(kernel: string, state: ChangedFiles, file: string): CText {
  const changed = state.get(file);
  if (changed !== undefined) return changed ?? "";
  try {
    return decodeC(readFileSync(join(kernel, file)));
  } catch {
    return "";
  }
}

function includes(text: CText, file: string): boolean {
  const name = basename(file).replace(/[.+]/g, "\\$&");
  return new RegExp(`^[ \\t]*#[ \\t]*include[ \\t]*["<](?:[^">\\n]*/)?${name}[">]`, "m").test(text);
}
