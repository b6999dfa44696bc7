import type { LedgerDocument, LedgerEntry } from "@kindred/fold";
import { countOf, formatCount } from "../format/format-number.ts";
import { palette } from "../format/paint.ts";
import type { TextOptions } from "../format/text-options.ts";
import { type Column, renderTable } from "../format/text-table.ts";

/** A column and what an entry has in it. */
type LedgerColumn = Column & { readonly cell: (entry: LedgerEntry) => string };

/** The account of lines: a row for each patch, the last line sums it up. */
export function renderLedgerText(ledger: LedgerDocument, options: TextOptions): string {
  if (ledger.patches.length === 0) return "No patches.\n";
  const paint = palette(options.colour);
  const net: LedgerColumn = { ...count("net gone", (entry) => entry.net), paint: paint.green };
  const columns: LedgerColumn[] = [
    { header: "patch", align: "left", shrink: "end", cell: (entry) => entry.patch },
    ...(isOfCodemod(ledger) ? CODEMOD_COLUMNS : foldColumns(paint.cyan)),
    net,
  ];
  const rows = ledger.patches.map((entry) => columns.map(({ cell }) => cell(entry)));
  const table = renderTable(columns, rows, { width: options.width, header: paint.bold });
  return `${[...table, "", paint.bold(describeTotals(ledger))].join("\n")}\n`;
}

/** The sum of a series in one sentence. */
export function describeTotals(ledger: LedgerDocument): string {
  return isOfCodemod(ledger) ? codemodSum(ledger) : foldSum(ledger);
}

function isOfCodemod({ patches }: LedgerDocument): boolean {
  return patches.every((entry) => entry.family.startsWith("codemod:"));
}

function count(header: string, value: (entry: LedgerEntry) => number): LedgerColumn {
  return { header, align: "right", cell: (entry) => formatCount(value(entry)) };
}

/** A codemod has one patch a file and no helper of its own. */
const CODEMOD_COLUMNS: readonly LedgerColumn[] = [
  count("removed", (entry) => entry.removed),
  count("added", (entry) => entry.addedCalls),
];

function foldColumns(paintFamily: (text: string) => string): LedgerColumn[] {
  return [
    { header: "family", align: "left", paint: paintFamily, cell: (entry) => entry.family },
    { header: "strategy", align: "left", cell: (entry) => entry.strategy },
    { header: "helper", align: "left", shrink: "end", cell: (entry) => entry.helper },
    count("files", (entry) => entry.files.length),
    count("removed", (entry) => entry.removed),
    count("calls", (entry) => entry.addedCalls),
    count("helpers", (entry) => entry.addedHelpers),
  ];
}

function foldSum({ totals }: LedgerDocument): string {
  return (
    `${countOf(totals.patches, "patch", "patches")} from ${countOf(totals.families, "family", "families")} ` +
    `in ${countOf(totals.files, "file")}: ${countOf(totals.removed, "line")} removed, ` +
    `${formatCount(totals.addedCalls)} added for calls, ${formatCount(totals.addedHelpers)} for helpers; ` +
    `net ${formatCount(totals.net)} gone.`
  );
}

function codemodSum({ totals }: LedgerDocument): string {
  return (
    `${countOf(totals.patches, "patch", "patches")} for ${countOf(totals.files, "file")}: ` +
    `${countOf(totals.removed, "line")} removed, ${formatCount(totals.addedCalls)} added; net ${formatCount(totals.net)} gone.`
  );
}
