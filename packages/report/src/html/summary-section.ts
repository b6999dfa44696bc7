import type { FamiliesDocument, Family, FindSummary } from "@kindred/clones";
import type { LedgerDocument } from "@kindred/fold";
import type { VerdictsDocument } from "@kindred/proof";
import { countOf, formatCount, formatShare } from "../format/format-number.ts";
import { LEVEL_ORDER, LEVEL_WORDS } from "../words/levels.ts";
import { type Bar, barChart } from "./bar-chart.ts";
import { escapeHtml } from "./escape-html.ts";

const BARS_SHOWN = 8;

/** The figures at the head of the page and the two charts below them. */
export function summarySection(
  document: FamiliesDocument,
  ledger?: LedgerDocument,
  verdicts?: VerdictsDocument,
): string {
  const tiles = [...foundTiles(document.summary), ...ledgerTiles(ledger), ...verdictTiles(verdicts)];
  const charts = [classChart(document.summary), strategyChart(document.families)].filter(
    (chart) => chart !== "",
  );
  return (
    `<section class="summary" aria-label="Summary"><dl class="tiles">${tiles.join("")}</dl>` +
    `<div class="charts">${charts.join("")}</div></section>`
  );
}

function tile(label: string, value: string, note: string): string {
  return `<div class="tile"><dt>${escapeHtml(label)}</dt><dd>${value}<small>${escapeHtml(note)}</small></dd></div>`;
}

function foundTiles(summary: FindSummary): string[] {
  return [
    tile(
      "Lines scanned",
      formatCount(summary.lines),
      `${countOf(summary.files, "file")}, ${countOf(summary.functions, "function")}`,
    ),
    tile("Similar code", formatShare(summary.similarShare), countOf(summary.similarLines, "line")),
    tile("Families", formatCount(summary.families), "of similar functions"),
    tile("Removable", formatCount(summary.removableLines), "lines, estimated"),
  ];
}

function ledgerTiles(ledger?: LedgerDocument): string[] {
  if (ledger === undefined) return [];
  const { patches, families, net, removed, addedCalls, addedHelpers } = ledger.totals;
  return [
    tile("Patches", formatCount(patches), `from ${countOf(families, "family", "families")}`),
    tile(
      "Net lines gone",
      formatCount(net),
      `−${formatCount(removed)} +${formatCount(addedCalls + addedHelpers)}`,
    ),
  ];
}

function verdictTiles(verdicts?: VerdictsDocument): string[] {
  if (verdicts === undefined) return [];
  const chips = LEVEL_ORDER.filter((level) => (verdicts.totals[level] ?? 0) > 0).map(
    (level) =>
      `<span class="chip ${level}" title="${escapeHtml(LEVEL_WORDS[level])}">${formatCount(verdicts.totals[level])} ${level}</span>`,
  );
  return [`<div class="tile wide"><dt>Verdicts</dt><dd class="chips">${chips.join(" ")}</dd></div>`];
}

function classChart(summary: FindSummary): string {
  const bars = [...summary.byClass]
    .sort((a, b) => b.similarLines - a.similarLines || (a.class < b.class ? -1 : 1))
    .map(
      (each): Bar => ({
        label: each.class,
        value: each.similarLines,
        cells: [
          formatCount(each.similarLines),
          formatShare(each.lines === 0 ? 0 : each.similarLines / each.lines),
          formatCount(each.families),
        ],
      }),
    );
  if (bars.length === 0) return "";
  return barChart({
    caption: "Similar lines by driver class",
    labelHeader: "Class",
    headers: ["similar", "of its lines", "families"],
    bars,
    shown: BARS_SHOWN,
  });
}

function strategyChart(families: readonly Family[]): string {
  const sums = new Map<string, { lines: number; families: number }>();
  for (const { strategy, removableLines } of families) {
    const sum = sums.get(strategy) ?? { lines: 0, families: 0 };
    sums.set(strategy, { lines: sum.lines + removableLines, families: sum.families + 1 });
  }
  if (sums.size === 0) return "";
  const bars = [...sums]
    .sort(([a, x], [b, y]) => y.lines - x.lines || (a < b ? -1 : 1))
    .map(
      ([label, sum]): Bar => ({
        label,
        value: sum.lines,
        cells: [formatCount(sum.lines), formatCount(sum.families)],
      }),
    );
  return barChart({
    caption: "Removable lines by strategy",
    labelHeader: "Strategy",
    headers: ["removable", "families"],
    bars,
    shown: BARS_SHOWN,
  });
}
