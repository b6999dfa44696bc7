import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeC, type Skipped } from "@kindred/c-source";
import type { LedgerDocument, LedgerEntry } from "@kindred/fold";
import { renderCoverLetter, renderLedgerJson, renderPatchMail, renderSkippedJson } from "@kindred/report";
import { KINDRED_VERSION } from "../version.ts";
import { patchName, type SeriesPatch } from "./series-patch.ts";

export interface SeriesRequest {
  readonly patches: readonly SeriesPatch[];
  readonly skipped: readonly Skipped[];
  readonly subject: string;
  readonly body: string;
  readonly from: string;
}

export const DEFAULT_AUTHOR = "Kindred <kindred@localhost.invalid>";
/** Mails carry this date whenever they are made: the same input gives the same bytes. */
const DATE = "Thu, 01 Jan 1970 00:00:00 +0000";

/** Writes `series/`, `ledger.json` and `skipped.json` into a folder, and returns the ledger. */
export function writeSeries(folder: string, request: SeriesRequest): LedgerDocument {
  const ledger = toLedger(request.patches);
  const series = join(folder, "series");
  mkdirSync(series);
  const frame = { total: request.patches.length, from: request.from, date: DATE, version: KINDRED_VERSION };
  for (const [index, patch] of request.patches.entries()) {
    const mail = renderPatchMail({
      ...frame,
      index: index + 1,
      subject: patch.subject,
      body: bodyWithCounts(patch),
      diff: patch.diff,
      stat: patch.numstat,
    });
    writeFileSync(join(series, `${patchName(index + 1, patch.subject)}.patch`), encodeC(mail));
  }
  if (request.patches.length > 0) {
    const patches = request.patches.map(({ subject, numstat }) => ({ subject, stat: numstat }));
    const body = `${request.body}\n\n${totalsSentence(ledger)}`;
    writeFileSync(
      join(series, "0000-cover-letter.patch"),
      encodeC(renderCoverLetter({ ...frame, subject: request.subject, body, patches })),
    );
  }
  writeFileSync(join(folder, "ledger.json"), renderLedgerJson(ledger));
  writeFileSync(join(folder, "skipped.json"), renderSkippedJson(request.skipped));
  return ledger;
}

function toLedger(patches: readonly SeriesPatch[]): LedgerDocument {
  const entries = patches.map(
    ({ entry, subject }, index): LedgerEntry => ({ patch: patchName(index + 1, subject), ...entry }),
  );
  const sum = (count: (entry: LedgerEntry) => number): number =>
    entries.reduce((total, entry) => total + count(entry), 0);
  return {
    schemaVersion: 1,
    totals: {
      patches: entries.length,
      families: new Set(entries.map((entry) => entry.family)).size,
      files: new Set(entries.flatMap((entry) => entry.files)).size,
      removed: sum((entry) => entry.removed),
      addedCalls: sum((entry) => entry.addedCalls),
      addedHelpers: sum((entry) => entry.addedHelpers),
      net: sum((entry) => entry.net),
    },
    patches: entries,
  };
}

/** The account of lines closes every mail: the reader need not count. */
function bodyWithCounts({ body, entry }: SeriesPatch): string {
  const account = `Lines: ${entry.removed} removed, ${entry.addedCalls} added for calls, ${entry.addedHelpers} for the helper; net ${entry.net} gone.`;
  return `${body.trimEnd()}\n\n${account}\nKindred-family: ${entry.family}`;
}

function totalsSentence({ totals }: LedgerDocument): string {
  return [
    `Lines: ${totals.removed} removed, ${totals.addedCalls} added for calls, ${totals.addedHelpers} for helpers;`,
    `net ${totals.net} gone in ${totals.files} files.`,
  ].join("\n");
}
