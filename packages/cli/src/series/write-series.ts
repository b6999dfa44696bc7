import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Skipped } from "@kindred/c-source";
import type { LedgerDocument, LedgerEntry } from "@kindred/fold";
import { describeTotals, renderLedgerJson, renderSkippedJson } from "@kindred/report";
import { patchName } from "./patch-name.ts";
import type { Author } from "./read-author.ts";
import type { SeriesPatch } from "./series-patch.ts";
import { wrapParagraph } from "./wrap-paragraph.ts";
import { writeMails } from "./write-mails.ts";

export interface SeriesRequest {
  readonly patches: readonly SeriesPatch[];
  readonly skipped: readonly Skipped[];
  readonly subject: string;
  readonly body: string;
  readonly author: Author;
}

/** Writes `series/`, `ledger.json` and `skipped.json` into a folder, and returns the ledger. */
export function writeSeries(
  folder: string,
  { patches, skipped, subject, body, author }: SeriesRequest,
): LedgerDocument {
  const ledger = toLedger(patches);
  const cover = { subject, body: `${body}\n\n${wrapParagraph(describeTotals(ledger))}` };
  writeMails(folder, { mails: patches, cover, author });
  writeFileSync(join(folder, "ledger.json"), renderLedgerJson(ledger));
  writeFileSync(join(folder, "skipped.json"), renderSkippedJson(skipped));
  return ledger;
}

function toLedger(patches: readonly SeriesPatch[]): LedgerDocument {
  const entries = patches.map(
    ({ entry, subject }, index): LedgerEntry => ({
      patch: patchName(index + 1, subject, patches.length),
      ...entry,
    }),
  );
  const sum = (count: (entry: LedgerEntry) => number): number =>
    entries.reduce((total, entry) => total + count(entry), 0);
  return {
    schemaVersion: 1,
    totals: {
      patches: entries.length,
      families: new Set(entries.flatMap(({ family, otherFamilies = [] }) => [family, ...otherFamilies])).size,
      files: new Set(entries.flatMap((entry) => entry.files)).size,
      removed: sum((entry) => entry.removed),
      addedCalls: sum((entry) => entry.addedCalls),
      addedHelpers: sum((entry) => entry.addedHelpers),
      net: sum((entry) => entry.net),
    },
    patches: entries,
  };
}
