import { existsSync } from "node:fs";
import { join } from "node:path";
import type { KernelTree } from "../kernel/kernel-tree.ts";
import type { CommandAnswer } from "../kernel/query-compile-commands.ts";
import type { ListedPatch, TouchedHeader } from "./list-units.ts";

/** Includers of a header that are compiled when nobody says otherwise. */
export const DEFAULT_INCLUDERS = 25;
/** Of a header's includers make is asked about that many times more than are to be compiled: not all of them are built. */
const ASKED = 2;

/** A patch with the sources that are compiled for it. */
export interface PatchUnits extends Pick<ListedPatch, "patch" | "before" | "after"> {
  /** Relative to the kernel root, sorted. */
  readonly sources: readonly string[];
  /** What is not compiled. */
  readonly notes: readonly string[];
}

/** The sources that make must be asked about, so that `most` includers of each header can be chosen. */
export function sourcesToAsk(listed: readonly ListedPatch[], most: number): string[] {
  const files = listed.flatMap(({ touched, headers }) => [
    ...touched,
    ...headers.flatMap(({ ofSeries, others }) => [...ofSeries, ...others.slice(0, ASKED * most)]),
  ]);
  return [...new Set(files)].sort();
}

/** Chooses what is compiled for each patch. */
export function chooseSources(
  listed: readonly ListedPatch[],
  most: number,
  tree: KernelTree,
  { commands }: CommandAnswer,
): PatchUnits[] {
  const isCompiled = (file: string): boolean => commands.has(file) || !existsSync(join(tree.kernel, file)); // a new one is compiled as its neighbours are
  return listed.map(({ patch, touched, headers, before, after }) => {
    const chosen = headers.map((header) => chooseIncluders(header, most, isCompiled));
    const sources = new Set([...touched, ...chosen.flatMap((one) => one.sources)]);
    return { patch, before, after, sources: [...sources].sort(), notes: chosen.flatMap((one) => one.notes) };
  });
}

function chooseIncluders(
  { file, ofSeries, others }: TouchedHeader,
  most: number,
  isCompiled: (file: string) => boolean,
): { sources: string[]; notes: string[] } {
  const known = ofSeries.filter(isCompiled);
  const asked = others.slice(0, ASKED * most);
  const compiled = asked.filter(isCompiled);
  const sources = [...known, ...compiled.slice(0, most)];
  const unbuilt = ofSeries.length + asked.length - known.length - compiled.length;
  const left = ofSeries.length + others.length - sources.length - unbuilt;
  if (unbuilt + left === 0) return { sources, notes: [] };
  const parts = [
    `${sources.length} of them were compiled`,
    ...(unbuilt > 0 ? [`${unbuilt} are not built in this configuration`] : []),
    ...(left > 0 ? [`${left} were left out`] : []),
  ];
  const count = ofSeries.length + others.length;
  const note = `Sources that include ${file} beside those of the patch: ${count}; ${parts.join(", ")}.`;
  return { sources, notes: [note] };
}
