import type { LedgerDocument } from "@kindred/fold";
import { countOf, formatCount } from "../format/format-number.ts";
import { palette } from "../format/paint.ts";
import type { TextOptions } from "../format/text-options.ts";
import { type Column, renderTable } from "../format/text-table.ts";

/** The account of lines: a row for each patch, the last line sums it up. */
export function renderLedgerText(ledger: LedgerDocument, options: TextOptions): string {
  if (ledger.patches.length === 0) return "No patches.\n";
  const paint = palette(options.colour);
  const { totals } = ledger;
  const counts = ["removed", "calls", "helpers", "net"].map(
    (header): Column => ({ header, align: "right", ...(header === "net" ? { paint: paint.green } : {}) }),
  );
  const columns: Column[] = [
    { header: "patch", align: "left", shrink: "end" },
    { header: "family", align: "left", paint: paint.cyan },
    { header: "strategy", align: "left" },
    { header: "helper", align: "left", shrink: "end" },
    { header: "files", align: "right" },
    ...counts,
  ];
  const rows = ledger.patches.map((entry) => [
    entry.patch,
    entry.family,
    entry.strategy,
    entry.helper,
    formatCount(entry.files.length),
    ...[-entry.removed, entry.addedCalls, entry.addedHelpers, -entry.net].map(signed),
  ]);
  const table = renderTable(columns, rows, { width: options.width, header: paint.bold });
  const sum =
    `${countOf(totals.patches, "patch", "patches")} from ${countOf(totals.families, "family", "families")} ` +
    `in ${countOf(totals.files, "file")}: ${signed(-totals.removed)} removed, ${signed(totals.addedCalls)} for calls, ` +
    `${signed(totals.addedHelpers)} for helpers; net ${countOf(totals.net, "line")} gone.`;
  return `${[...table, "", paint.bold(sum)].join("\n")}\n`;
}

/** `-1,204`, `+12`, `0`: as a change of the tree's size. */
function signed(value: number): string {
  return value > 0 ? `+${formatCount(value)}` : formatCount(value === 0 ? 0 : value);
}
