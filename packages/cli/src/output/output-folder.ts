import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { KindredError } from "@kindred/c-source";
import { forgetUnfinished, trackUnfinished } from "./unfinished-files.ts";

/** Marks a folder as ours, so that a later run may replace it and nothing else. */
const MARKER = ".kindred-output";

/** A folder that appears whole or not at all. */
export interface OutputFolder {
  /** Write here; it lies beside the final place, on the same file system. */
  readonly staging: string;
  /** Puts the staged folder in its final place, in one rename. */
  commit(): void;
  /** Throws the staged folder away. */
  discard(): void;
}

/**
 * Refuses a folder that holds anything Kindred did not write.
 * @throws KindredError E_USAGE for such a folder, E_OUTPUT when its place cannot be written
 */
export function openOutputFolder(given: string, cwd: string): OutputFolder {
  const target = resolve(cwd, given);
  requireReplaceable(given, cwd);
  const staging = asOutput(given, () => {
    mkdirSync(dirname(target), { recursive: true });
    const path = join(dirname(target), `.${basename(target)}-unfinished-${process.pid}`);
    mkdirSync(path);
    return path;
  });
  trackUnfinished(staging);
  const discard = (): void => {
    rmSync(staging, { recursive: true, force: true });
    forgetUnfinished(staging);
  };
  return { staging, discard, commit: () => asOutput(given, () => publish(staging, target)) };
}

/** Runs `work` on a fresh output folder and commits it; whatever goes wrong, nothing stays behind. */
export async function writeOutputFolder<Result>(
  given: string,
  cwd: string,
  work: (staging: string) => Promise<Result>,
): Promise<Result> {
  const folder = openOutputFolder(given, cwd);
  try {
    const result = await work(folder.staging);
    folder.commit();
    return result;
  } catch (error) {
    folder.discard();
    throw asOutputError(error, given);
  }
}

/** @throws KindredError E_USAGE for a folder that holds anything Kindred did not write */
export function requireReplaceable(given: string, cwd: string): void {
  const target = resolve(cwd, given);
  const status = lstatSync(target, { throwIfNoEntry: false });
  if (status === undefined) return;
  if (!status.isDirectory())
    throw new KindredError(
      "E_USAGE",
      `\`${given}\` is not a folder.`,
      "name a folder that does not exist yet",
    );
  const names = asOutput(given, () => readdirSync(target));
  if (names.length === 0 || names.includes(MARKER)) return;
  throw new KindredError(
    "E_USAGE",
    `\`${given}\` holds files that Kindred did not write.`,
    "name a folder that is empty or does not exist yet",
  );
}

/** Both renames happen in one turn of the event loop: no signal handler can run between them. */
function publish(staging: string, target: string): void {
  writeFileSync(join(staging, MARKER), "Written by kindred; a later run may replace this folder.\n");
  const replaced = `${staging}-replaced`;
  const isReplacing = existsSync(target);
  if (isReplacing) renameSync(target, replaced);
  try {
    renameSync(staging, target);
  } catch (error) {
    if (isReplacing) renameSync(replaced, target);
    throw error;
  }
  forgetUnfinished(staging);
  if (isReplacing) rmSync(replaced, { recursive: true, force: true });
}

function asOutput<Result>(given: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asOutputError(error, given);
  }
}

/** Names the cause and the fix of the errors that writing can meet; others pass through. */
export function asOutputError(error: unknown, given: string): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  const fail = (cause: string, fix: string) =>
    new KindredError("E_OUTPUT", `\`${given}\` cannot be written: ${cause}.`, fix, { cause: error });
  if (code === "ENOSPC" || code === "EDQUOT")
    return fail("the disk is full", "free some space or write elsewhere; nothing was left behind");
  if (code === "EACCES" || code === "EPERM")
    return fail("no permission", "give yourself the permission or write elsewhere");
  if (code === "EROFS") return fail("the file system is read-only", "write elsewhere");
  if (code === "EISDIR") return fail("it is a folder", "name a file");
  if (code === "ENOENT") return fail("its folder does not exist", "make the folder first");
  if (code === "ENOTDIR" || code === "EEXIST") return fail("a part of the path is a file", "name a folder");
  return error;
}
