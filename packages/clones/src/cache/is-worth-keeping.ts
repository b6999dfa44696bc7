import type { ScanResult } from "../scan/scan-stage.ts";
import { STAMP_VALUES } from "../scan/shard.ts";
import type { Snapshot } from "./snapshot.ts";

/** Share of the bytes of the snapshot's sources that may be read again before it is written anew. */
const READ_SHARE = 0.05;

/**
 * Whether a run is to be kept. A few changed files cost less to scan again next time than a snapshot costs to write,
 * and a run over a part of the tree must not push out the snapshot of the whole.
 */
export function isWorthKeeping({ readBytes }: ScanResult, base: Snapshot | undefined): boolean {
  if (base === undefined) return true;
  let bytes = 0;
  for (let at = 0; at < base.stamps.length; at += STAMP_VALUES) bytes += base.stamps[at];
  return readBytes > READ_SHARE * bytes;
}
