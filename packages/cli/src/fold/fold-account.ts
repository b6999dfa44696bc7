import type { LedgerEntry } from "@kindred/fold";

type Counts = Pick<LedgerEntry, "removed" | "addedCalls" | "addedHelpers" | "net">;

/** The account of lines closes the mail of every fold: the reader need not count. */
export function closeWithAccount(body: string, counts: Counts, family: string): string {
  const { removed, addedCalls, addedHelpers, net } = counts;
  const account = `Lines: ${removed} removed, ${addedCalls} added for calls, ${addedHelpers} for the helper; net ${net} gone.`;
  return `${body.trimEnd()}\n\n${account}\nKindred-family: ${family}`;
}
