import type { Skipped } from "@kindred/c-source";
import { countOf } from "../format/format-number.ts";
import { palette } from "../format/paint.ts";
import type { TextOptions } from "../format/text-options.ts";
import { renderTable } from "../format/text-table.ts";
import { countReasons } from "./count-reasons.ts";

/** Everything that was skipped, one line each, then the count of each reason. */
export function renderSkippedText(skipped: readonly Skipped[], options: TextOptions): string {
  if (skipped.length === 0) return "Nothing was skipped.\n";
  const paint = palette(options.colour);
  const table = { width: options.width, header: paint.bold };
  const list = renderTable(
    [
      { header: "skipped", align: "left", shrink: "start" },
      { header: "reason", align: "left", paint: paint.yellow },
      { header: "detail", align: "left", shrink: "end" },
    ],
    skipped.map(({ subject, reason, detail }) => [subject, reason, detail]),
    table,
  );
  const totals = renderTable(
    [
      { header: "count", align: "right" },
      { header: "reason", align: "left", shrink: "end" },
    ],
    countReasons(skipped).map(({ reason, count }) => [String(count), reason]),
    table,
  );
  return `${[...list, "", ...totals, "", countOf(skipped.length, "skipped", "skipped")].join("\n")}\n`;
}
