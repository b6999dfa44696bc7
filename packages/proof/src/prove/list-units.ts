/**
 * Which sources must be compiled for a patch: every `.c` file that it touches, and for a touched header (or a `.c`
 * file that others include) those that include it, directly or not: all that the series touches, and a choice of the
 * others, since a header of a large driver has hundreds. The choice depends on nothing but the header's path and text,
 * so it is the same everywhere and another one for the next patch of that header; it is spread over folders. What is
 * left out is counted.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CText } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import type { AppliedPatch } from "../git/apply-series.ts";
import { type IncludeGraph, readIncludeGraph } from "./include-graph.ts";

export interface ListedPatch {
  readonly patch: AppliedPatch;
  /** Sources that the patch touches, relative to the kernel root, sorted. */
  readonly touched: readonly string[];
  /** Headers that the patch touches, and sources that others include. */
  readonly headers: readonly TouchedHeader[];
  /** All files that differ from the kernel before the patch, and after. */
  readonly before: ChangedFiles;
  readonly after: ChangedFiles;
}

/** A file that others include. */
export interface TouchedHeader {
  readonly file: string;
  /** Sources of the series that include it, but for those that the patch itself touches. */
  readonly ofSeries: readonly string[];
  /** All other sources that include it, in the order in which they are to be tried. */
  readonly others: readonly string[];
}

/** The sources that each patch which git applied bears on, with the state of the tree around it. */
export function listUnits(kernel: string, series: readonly AppliedPatch[]): ListedPatch[] {
  const applied = series.filter((patch) => patch.refusal === undefined);
  const seriesSources = new Set(
    applied.flatMap(({ after }) => [...after.keys()].filter((file) => file.endsWith(".c"))),
  );
  const graph = graphFor(kernel, applied);
  let state: ChangedFiles = new Map();
  return applied.map((patch) => {
    const before = new Map([...state, ...patch.before]);
    const after = new Map([...state, ...patch.after]);
    state = after;
    const sources = [...patch.after].filter(([file, text]) => text !== null && file.endsWith(".c"));
    const touched = sources.map(([file]) => file).sort();
    return { patch, touched, headers: headersOf(patch, graph, after, seriesSources), before, after };
  });
}

/** The whole tree is only read when a header that it has is changed. */
function graphFor(kernel: string, applied: readonly AppliedPatch[]): IncludeGraph {
  const touched = new Set(applied.flatMap(({ after }) => [...after.keys()]));
  const isKnown = [...touched].some((file) => file.endsWith(".h") && existsSync(join(kernel, file)));
  return readIncludeGraph(kernel, !isKnown);
}

function headersOf(
  patch: AppliedPatch,
  graph: IncludeGraph,
  state: ChangedFiles,
  seriesSources: ReadonlySet<string>,
): TouchedHeader[] {
  return [...patch.after].flatMap(([file, text]) => {
    if (!/\.[ch]$/.test(file)) return [];
    const includers = graph.includersOf(file, state).filter((one) => !patch.after.has(one));
    if (includers.length === 0 && file.endsWith(".c")) return [];
    const ofSeries = includers.filter((one) => seriesSources.has(one));
    const others = includers.filter((one) => !seriesSources.has(one));
    return [{ file, ofSeries, others: spread(others, `${file}\0${text ?? ""}`) }];
  });
}

/** An arbitrary order that takes one file of each folder before it takes a second one of any. */
function spread(files: readonly string[], seed: CText): string[] {
  const sum = createHash("sha256").update(seed).digest();
  const rank = (name: string): string => createHash("sha256").update(sum).update(name).digest("hex");
  const ranks = new Map(files.flatMap((file) => [file, dirname(file)]).map((name) => [name, rank(name)]));
  const byRank = (a: string, b: string): number => (ranks.get(a)! < ranks.get(b)! ? -1 : 1);
  const folders = new Map<string, string[]>();
  for (const file of [...files].sort(byRank)) {
    const folder = dirname(file);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const turns = [...folders].sort(([a], [b]) => byRank(a, b)).map(([, own]) => own);
  const longest = Math.max(0, ...turns.map((own) => own.length));
  return Array.from({ length: longest }, (_, turn) => turns.flatMap((own) => own[turn] ?? [])).flat();
}
