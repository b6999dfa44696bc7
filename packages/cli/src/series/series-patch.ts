import type { LedgerEntry } from "@kindred/fold";
import type { FileStat } from "@kindred/proof";
import type { Mail } from "./write-mails.ts";

/** A patch of a series before it is numbered: the mail, and what the ledger tells of it. */
export interface SeriesPatch extends Mail {
  readonly entry: Omit<LedgerEntry, "patch">;
}

/** The counts of one patch: git's own, with the helper's lines told apart. */
export function countLines(
  numstat: readonly FileStat[],
  addedHelpers: number,
): Pick<LedgerEntry, "removed" | "addedCalls" | "addedHelpers" | "net"> {
  const removed = numstat.reduce((sum, stat) => sum + stat.removed, 0);
  const added = numstat.reduce((sum, stat) => sum + stat.added, 0);
  return { removed, addedCalls: added - addedHelpers, addedHelpers, net: removed - added };
}
