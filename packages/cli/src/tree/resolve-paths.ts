import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { KindredError } from "@kindred/c-source";
import { findNearestName } from "../arguments/nearest-name.ts";

/** The files and folders to look at, absolute and free of symlinks, and their nearest common folder. */
export interface ScanPaths {
  readonly root: string;
  readonly paths: readonly string[];
}

/**
 * Finds each path from the current folder or, when it is not there, from the kernel tree: `drivers/leds` means
 * the same wherever the command is typed. A path inside another one is left out.
 * @throws KindredError E_PATH for a path that does not exist
 */
export function resolvePaths(given: readonly string[], cwd: string, kernel: string | undefined): ScanPaths {
  const found = given.map((path) => findPath(path, cwd, kernel)).sort();
  const paths = found.filter(
    (path, index) => !found.some((other, at) => at !== index && isInside(path, other, at < index)),
  );
  return { root: commonFolder(paths), paths };
}

function findPath(path: string, cwd: string, kernel: string | undefined): string {
  const candidates =
    kernel === undefined ? [resolve(cwd, path)] : [resolve(cwd, path), resolve(cwd, kernel, path)];
  const existing = candidates.find((candidate) => existsSync(candidate));
  if (existing !== undefined) return realpathSync(existing);
  const broken = candidates.find(isBrokenLink);
  if (broken !== undefined)
    throw new KindredError(
      "E_PATH",
      `\`${path}\` is a symlink that leads nowhere or to itself.`,
      "correct the symlink, or name the folder it should lead to",
    );
  throw new KindredError("E_PATH", `\`${path}\` does not exist.`, hintFor(candidates.at(-1)!));
}

/** Called for a path that leads to nothing. */
function isBrokenLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ELOOP";
  }
}

function hintFor(missing: string): string {
  const folder = dirname(missing);
  if (!existsSync(folder))
    return `there is no folder \`${folder}\` either; check the path, or give --kernel TREE`;
  const nearest = findNearestName(basename(missing), readableNames(folder));
  return nearest
    ? `did you mean \`${join(folder, nearest)}\`?`
    : "check the path, or give --kernel TREE for paths of a kernel";
}

function readableNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** True when `path` lies in `other`, or is the same and `other` came first. */
function isInside(path: string, other: string, isEarlier: boolean): boolean {
  if (path === other) return isEarlier;
  return path.startsWith(other.endsWith(sep) ? other : other + sep);
}

function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => (statSync(path).isDirectory() ? path : dirname(path)));
  let common = folders[0]!;
  for (const folder of folders) while (relative(common, folder).startsWith("..")) common = dirname(common);
  return common;
}
