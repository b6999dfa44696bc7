import type { CText } from "@kindred/c-source";
import type { LedgerEntry } from "@kindred/fold";
import type { FileStat } from "@kindred/proof";

/** A patch of a series before it is numbered against the whole. */
export interface SeriesPatch {
  /** Without `[PATCH n/m]`. */
  readonly subject: string;
  readonly body: string;
  readonly diff: CText;
  readonly numstat: readonly FileStat[];
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

/** `0007-leds-lm3642-share-lm3642_torch.patch` without its ending, as git format-patch names files. */
export function patchName(index: number, subject: string): string {
  const words = subject
    .replace(/[^A-Za-z0-9._]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/^[-.]+|[-.]+$/g, "");
  return `${String(index).padStart(4, "0")}-${words.slice(0, 52).replace(/[-.]+$/, "")}`;
}
