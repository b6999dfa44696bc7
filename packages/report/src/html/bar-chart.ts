import { cleanLine } from "../format/clean-text.ts";
import { escapeHtml } from "./escape-html.ts";

export interface Bar {
  readonly label: string;
  /** Length of the bar. */
  readonly value: number;
  /** Columns after the bar. */
  readonly cells: readonly string[];
}

export interface BarChart {
  readonly caption: string;
  readonly labelHeader: string;
  readonly headers: readonly string[];
  readonly bars: readonly Bar[];
  /** Bars shown; the rest stands in a fold-out. */
  readonly shown: number;
}

/** A table whose second column is a bar: readable as text, by a screen reader and on paper. */
export function barChart(chart: BarChart): string {
  const largest = Math.max(1, ...chart.bars.map(({ value }) => value));
  const rows = chart.bars.map((bar) => barRow(bar, largest));
  const hidden = rows.slice(chart.shown);
  const head = [chart.labelHeader, "", ...chart.headers]
    .map((header, index) => `<th scope="col"${index > 1 ? ' class="num"' : ""}>${escapeHtml(header)}</th>`)
    .join("");
  const table = (body: readonly string[]) => `<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody>`;
  const rest =
    hidden.length === 0
      ? ""
      : `<details><summary>${hidden.length} more</summary><table class="bars">${table(hidden)}</table></details>`;
  return (
    `<figure><figcaption>${escapeHtml(chart.caption)}</figcaption>` +
    `<table class="bars">${table(rows.slice(0, chart.shown))}</table>${rest}</figure>`
  );
}

function barRow({ label, value, cells }: Bar, largest: number): string {
  const length = ((value / largest) * 100).toFixed(2);
  const bar =
    `<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">` +
    `<rect class="track" width="100" height="8"/><rect class="fill" width="${length}" height="8"/></svg>`;
  const numbers = cells.map((cell) => `<td class="num">${escapeHtml(cell)}</td>`).join("");
  return `<tr><th scope="row">${escapeHtml(cleanLine(label))}</th><td>${bar}</td>${numbers}</tr>`;
}
