import { chmodSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { applyEdits, decodeC, type Edit, encodeC, KindredError, type SourceEntry } from "@kindred/c-source";
import { asOutputError } from "../output/output-folder.ts";
import { forgetUnfinished, trackUnfinished } from "../output/unfinished-files.ts";
import { stagedPath } from "./staged-file.ts";

export interface SourceChange {
  readonly source: SourceEntry;
  readonly edits: readonly Edit[];
  /** The file is not there yet. */
  readonly isNew: boolean;
}

interface Prepared {
  readonly path: string;
  readonly unfinished: string;
  /** What stood there, to put it back; nothing for a new file. */
  readonly before: Uint8Array | undefined;
}

/**
 * Changes all files or none: every new content is written beside its file first, which is where a full disk or a
 * missing permission shows; only then are they renamed into place. A rename that fails puts the others back.
 * @throws KindredError E_OUTPUT, with the tree as it was
 */
export function writeChanges(changes: readonly SourceChange[], readAfter: number): void {
  const prepared: Prepared[] = [];
  try {
    for (const change of changes) prepared.push(prepare(change, readAfter, prepared.length));
    renameAll(prepared);
  } catch (error) {
    throw asOutputError(error, changes[Math.min(prepared.length, changes.length - 1)]!.source.path);
  } finally {
    for (const { unfinished } of prepared) {
      rmSync(unfinished, { force: true });
      forgetUnfinished(unfinished);
    }
  }
}

/** `readAfter`: when the codemod started to read. A file changed since then has other offsets than the edits. */
function prepare({ source, edits, isNew }: SourceChange, readAfter: number, index: number): Prepared {
  const { path } = source;
  const status = statSync(path, { throwIfNoEntry: false });
  if (isNew ? status !== undefined : !status || status.mtimeMs > readAfter || status.size !== source.size) {
    throw new KindredError(
      "E_OUTPUT",
      `\`${path}\` changed while the codemod ran; nothing was written.`,
      "run the command again",
    );
  }
  const unfinished = stagedPath(path, index);
  const before = isNew ? undefined : readFileSync(path);
  trackUnfinished(unfinished);
  try {
    writeFileSync(unfinished, encodeC(applyEdits(before ? decodeC(before) : "", edits)), { flag: "wx" });
    if (status) chmodSync(unfinished, status.mode & 0o7777);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  return { path, unfinished, before };
}

function renameAll(prepared: readonly Prepared[]): void {
  const done: Prepared[] = [];
  try {
    for (const file of prepared) {
      renameSync(file.unfinished, file.path);
      done.push(file);
    }
  } catch (error) {
    for (const { path, before } of done) {
      if (before) writeFileSync(path, before);
      else rmSync(path, { force: true });
    }
    throw error;
  }
}
