import { accessSync, constants, type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { KindredError, type Skipped, type SourceEntry } from "@kindred/c-source";
import type { NameFilter } from "./name-filter.ts";
import type { ScanPaths } from "./resolve-paths.ts";

export interface WalkOptions {
  readonly headers: boolean;
  readonly filter: NameFilter;
}

export interface WalkResult {
  /** Sorted by name. */
  readonly sources: readonly SourceEntry[];
  readonly skipped: readonly Skipped[];
}

interface Walk extends WalkOptions {
  readonly root: string;
  readonly sources: SourceEntry[];
  readonly skipped: Skipped[];
}

/**
 * Lists the C files below the given paths. Symlinks are never followed, so the walk cannot loop, leave the tree
 * or meet a file twice. What cannot be listed or opened becomes a skipped record; the walk goes on.
 */
export function walkTree({ root, paths }: ScanPaths, options: WalkOptions): WalkResult {
  const walk: Walk = { ...options, root, sources: [], skipped: [] };
  for (const path of paths) {
    const status = statSync(path);
    const name = nameOf(walk, path);
    // The root itself has no name that a glob could mean.
    if (name !== "" && !options.filter.entersFolder(name)) continue;
    if (status.isDirectory()) walkFolder(walk, path, name);
    else if (/\.[ch]$/.test(path)) addFile(walk, path, name);
    else skip(walk, name, "not-c", "It is neither a `*.c` nor a `*.h` file.");
  }
  walk.sources.sort((a, b) => (a.name < b.name ? -1 : 1));
  return walk;
}

/** @throws KindredError E_PATH when a walk found nothing to look at */
export function requireSources(result: WalkResult, given: readonly string[]): void {
  if (result.sources.length > 0) return;
  const where = given.map((path) => `\`${path}\``).join(", ");
  const unreadable = result.skipped.filter((entry) => entry.reason === "unreadable").length;
  if (unreadable > 0)
    throw new KindredError(
      "E_PATH",
      `Nothing in ${where} can be read (${unreadable} without permission).`,
      "give yourself permission to read the files",
    );
  const [first] = result.skipped;
  const passed = first
    ? ` (${result.skipped.length} skipped, first \`${first.subject}\`: ${first.reason})`
    : "";
  throw new KindredError(
    "E_PATH",
    `There is no C source in ${where}${passed}.`,
    "sources are `*.c`; add --headers for `*.h`, or check --include, --exclude and --class",
  );
}

function nameOf(walk: Walk, path: string): string {
  return relative(walk.root, path).split(sep).join("/");
}

function walkFolder(walk: Walk, path: string, name: string): void {
  for (const entry of listFolder(walk, path, name)) {
    const childName = name === "" ? entry.name : `${name}/${entry.name}`;
    const childPath = join(path, entry.name);
    if (entry.isDirectory()) {
      if (entry.name === ".git" || !walk.filter.entersFolder(childName)) continue;
      if (isOddName(childName)) skipOdd(walk, childName);
      else walkFolder(walk, childPath, childName);
    } else if (isSourceName(walk, entry.name) && walk.filter.takesFile(childName)) {
      visitEntry(walk, entry, childPath, childName);
    }
  }
}

function listFolder(walk: Walk, path: string, name: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    skip(
      walk,
      name === "" ? "." : name,
      "unreadable",
      `The folder cannot be listed: ${(error as Error).message}.`,
    );
    return [];
  }
}

function isSourceName(walk: Walk, name: string): boolean {
  return name.endsWith(".c") || (walk.headers && name.endsWith(".h"));
}

function visitEntry(walk: Walk, entry: Dirent, path: string, name: string): void {
  if (entry.isSymbolicLink())
    skip(walk, name, "symlink", "Symlinks are not followed; the file they point to is read where it stands.");
  else if (!entry.isFile()) skip(walk, name, "not-a-file", "It is neither a file nor a folder.");
  else if (isOddName(name)) skipOdd(walk, name);
  else if (name.endsWith(".mod.c")) skip(walk, name, "generated", "modpost wrote it.");
  else addFile(walk, path, name);
}

/** What is not UTF-8 has become U+FFFD, and nothing can be opened by such a name. */
function isOddName(name: string): boolean {
  return /[\p{Cc}\ufffd]/u.test(name);
}

function skipOdd(walk: Walk, name: string): void {
  const detail = "Its name holds control characters or is not UTF-8; patches cannot carry it.";
  skip(walk, JSON.stringify(name), "odd-name", detail);
}

function addFile(walk: Walk, path: string, name: string): void {
  try {
    const status = statSync(path);
    if (!isReadable(path, status))
      skip(walk, name, "unreadable", "The file cannot be opened: no permission.");
    else walk.sources.push({ path, name, size: status.size });
  } catch (error) {
    skip(walk, name, "unreadable", `The file cannot be looked at: ${(error as Error).message}.`);
  }
}

/** Asks the system only for files that not everybody may read: one call less for each of 30,000 files. */
function isReadable(path: string, status: Stats): boolean {
  if ((status.mode & 0o004) !== 0) return true;
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function skip(walk: Walk, subject: string, reason: string, detail: string): void {
  walk.skipped.push({ subject, reason, detail });
}
