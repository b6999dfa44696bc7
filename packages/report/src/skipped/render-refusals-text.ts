import type { Skipped } from "@kindred/c-source";
import type { Family } from "@kindred/clones";
import { countOf, formatCount } from "../format/format-number.ts";
import { palette } from "../format/paint.ts";
import type { TextOptions } from "../format/text-options.ts";
import { renderTable } from "../format/text-table.ts";

const REASONS_SHOWN = 10;

interface Refused {
  readonly reason: string;
  readonly families: number;
  /** What their families would take away if they could be folded. */
  readonly lines: number;
}

/** Why families were left alone: the reasons that stand before most lines first. Empty when none was. */
export function renderRefusalsText(
  skipped: readonly Skipped[],
  families: readonly Family[],
  options: TextOptions,
): string {
  const refused = rankRefusals(skipped, families);
  if (refused.length === 0) return "";
  const paint = palette(options.colour);
  const shown = refused.slice(0, REASONS_SHOWN);
  const rest = refused.length - shown.length;
  const table = renderTable(
    [
      { header: "lines", align: "right" },
      { header: "families", align: "right" },
      { header: "left alone because of", align: "left", shrink: "end", paint: paint.yellow },
    ],
    shown.map(({ reason, families: count, lines }) => [formatCount(lines), formatCount(count), reason]),
    { width: options.width, header: paint.bold },
  );
  const more = rest === 0 ? [] : [`and ${countOf(rest, "other reason")}`];
  return `${[...table, ...more].join("\n")}\n`;
}

function rankRefusals(skipped: readonly Skipped[], families: readonly Family[]): Refused[] {
  const linesOf = new Map(families.map(({ id, removableLines }) => [id, removableLines]));
  const byReason = new Map<string, Refused>();
  for (const { subject, reason } of skipped) {
    const lines = linesOf.get(subject);
    if (lines === undefined) continue; // a file that was not read, or the like
    const known = byReason.get(reason) ?? { reason, families: 0, lines: 0 };
    byReason.set(reason, { reason, families: known.families + 1, lines: known.lines + lines });
  }
  return [...byReason.values()].sort(
    (a, b) => b.lines - a.lines || b.families - a.families || (a.reason < b.reason ? -1 : 1),
  );
}
