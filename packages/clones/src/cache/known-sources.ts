import { type Stats, statSync } from "node:fs";
import type { SourceEntry } from "@kindred/c-source";
import { stampOf } from "../scan/read-source.ts";
import { HASH_VALUES, STAMP_VALUES } from "../scan/shard.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * A file that was written so shortly before a run that a later write may have left the same stamp is read again, as
 * git does with its index: two seconds are the coarsest clock of a file system in use (FAT).
 */
export const CLOCK_GRAIN_MILLISECONDS = 2000;

/** What a snapshot knows of the sources of a run. */
export interface KnownSources {
  /** The source of the snapshot with the same name, or -1. */
  readonly baseOf: Int32Array;
  /** 1 when its stamp says that it has not changed, so that it need not be read. */
  readonly isUntouched: Uint8Array;
}

export function knownSources(base: Snapshot, sources: readonly SourceEntry[]): KnownSources {
  const byName = new Map(base.names.map((name, i) => [name, i]));
  const baseOf = Int32Array.from(sources, (source) => byName.get(source.name) ?? -1);
  const isUntouched = Uint8Array.from(sources, (source, i) => (hasStamp(base, baseOf[i], source) ? 1 : 0));
  return { baseOf, isUntouched };
}

const stamp = new Float64Array(STAMP_VALUES);

function hasStamp(base: Snapshot, known: number, source: SourceEntry): boolean {
  if (known < 0) return false;
  const status = statusOf(source.path);
  if (status === undefined || !status.isFile()) return false;
  stampOf(status, stamp);
  if (!stamp.every((value, i) => value === base.stamps[known * STAMP_VALUES + i])) return false;
  return Math.max(status.mtimeMs, status.ctimeMs) < base.begun - CLOCK_GRAIN_MILLISECONDS;
}

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The hashes that the snapshot has for these sources, zeros for those that it does not know. */
export function knownHashes(base: Snapshot, baseSources: readonly number[]): Int32Array {
  const hashes = new Int32Array(baseSources.length * HASH_VALUES);
  baseSources.forEach((source, i) => {
    if (source < 0) return;
    const at = source * HASH_VALUES;
    hashes.set(base.hashes.subarray(at, at + HASH_VALUES), i * HASH_VALUES);
  });
  return hashes;
}
