import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { KindredError, type Skipped, type SourceEntry } from "@kindred/c-source";
import { classOfFile } from "@kindred/clones";
import { findNearestName } from "../arguments/nearest-name.ts";
import type { ParsedArguments } from "../arguments/option-table.ts";
import { hasFlag, readList, readNumber, readText } from "../arguments/read-options.ts";
import { createNameFilter } from "../tree/name-filter.ts";
import { requireKernel } from "../tree/require-kernel.ts";
import { resolvePaths } from "../tree/resolve-paths.ts";
import { requireSources, walkTree } from "../tree/walk-tree.ts";

export interface Collected {
  readonly root: string;
  readonly sources: readonly SourceEntry[];
  readonly skipped: readonly Skipped[];
}

/** The sources that the paths and the source options of a command line name. @throws KindredError E_PATH when there are none */
export function collectSources(args: ParsedArguments, paths: readonly string[], cwd: string): Collected {
  const kernel = readText(args, "kernel");
  const scan = resolvePaths(paths, cwd, kernel === undefined ? undefined : requireKernel(kernel, cwd));
  const filter = createNameFilter(readList(args, "include"), readList(args, "exclude"));
  const result = walkTree(scan, { headers: hasFlag(args, "headers"), filter });
  const wanted = readText(args, "class");
  const sources =
    wanted === undefined
      ? result.sources
      : result.sources.filter((source) => classOfFile(scan.root, source.name) === wanted);
  if (wanted !== undefined && sources.length === 0 && result.sources.length > 0)
    throw unknownClass(wanted, new Set(result.sources.map(({ name }) => classOfFile(scan.root, name))));
  requireSources({ sources, skipped: result.skipped }, paths);
  return { root: scan.root, sources, skipped: result.skipped };
}

/** Classes that a message lists. */
const CLASSES_NAMED = 8;

function unknownClass(wanted: string, known: ReadonlySet<string>): KindredError {
  const names = [...known].sort();
  const nearest = findNearestName(wanted, names);
  const listed = names.slice(0, CLASSES_NAMED).join(", ") + (names.length > CLASSES_NAMED ? ", …" : "");
  return new KindredError(
    "E_PATH",
    `There is no driver of class \`${wanted}\` in what was named.`,
    nearest ? `did you mean \`--class ${nearest}\`?` : `the classes here are ${listed}`,
  );
}

export function readWorkers(args: ParsedArguments): number {
  return readNumber(args, "workers", { min: 1, max: 256, whole: true }) ?? availableParallelism();
}

export function resolveOption(args: ParsedArguments, name: string, cwd: string): string | undefined {
  const path = readText(args, name);
  return path === undefined ? undefined : resolve(cwd, path);
}
