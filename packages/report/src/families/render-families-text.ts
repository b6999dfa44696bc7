import type { Skipped } from "@kindred/c-source";
import type { FamiliesDocument, Family, FindSummary, Reimplemented } from "@kindred/clones";
import { countOf, formatCount, formatShare, formatSimilarity } from "../format/format-number.ts";
import { type Palette, palette } from "../format/paint.ts";
import type { TextOptions } from "../format/text-options.ts";
import { type Column, renderTable } from "../format/text-table.ts";
import { describeSkipped } from "../skipped/describe-skipped.ts";
import { sameAs, strategyOf } from "./same-as.ts";
import { whereOf } from "./where.ts";

export interface FamiliesTextOptions extends TextOptions {
  /** Families shown; all when absent. */
  readonly top?: number;
  /** What was not analysed. `summary.skipped` is the total told; the reasons are counted from this list. */
  readonly skipped: readonly Skipped[];
}

const CLASSES_SHOWN = 12;
const REUSES_SHOWN = 12;
/** Columns of a terminal that has room for what a strategy does. */
const WIDE = 150;

/** Families as a table, best payoff first; then the shares by driver class; the last line tells the coverage. */
export function renderFamiliesText(document: FamiliesDocument, options: FamiliesTextOptions): string {
  const paint = palette(options.colour);
  const shown = document.families.slice(0, options.top ?? document.families.length);
  const hidden = document.families.length - shown.length;
  const lines = shown.length === 0 ? [nothingShown(document.summary)] : familyTable(shown, options, paint);
  if (hidden > 0)
    lines.push(paint.dim(`… and ${countOf(hidden, "more family", "more families")} (--top N shows more)`));
  lines.push(...reuseTable(document.reimplemented ?? [], options, paint));
  if (document.summary.byClass.length > 1) lines.push("", ...classTable(document.summary, options, paint));
  lines.push("", ...coverage(document.summary, options.skipped));
  return `${lines.join("\n")}\n`;
}

function nothingShown({ families }: FindSummary): string {
  return families === 0
    ? "No similar functions found."
    : `The options leave none of ${countOf(families, "family", "families")} to list.`;
}

function familyTable(families: readonly Family[], options: TextOptions, paint: Palette): string[] {
  const columns: Column[] = [
    { header: "family", align: "left", paint: paint.cyan },
    { header: "removes", align: "right", paint: paint.bold },
    { header: "type", align: "left", drops: 4 },
    { header: "members", align: "right" },
    { header: "lines", align: "right", drops: 2 },
    { header: "alike", align: "right", drops: 3 },
    // On a narrow terminal the place matters more than the rest, which `explain` tells.
    { header: "where", align: "left", shrink: "start", minimum: 40, least: 28 },
    { header: "fold", align: "left", shrink: "end", least: 22, drops: 1, paint: paint.dim },
  ];
  const rows = families.map((family) => familyRow(family, options.width >= WIDE));
  return renderTable(columns, rows, { width: options.width, header: paint.bold });
}

function familyRow(family: Family, isWide: boolean): string[] {
  return [
    family.id,
    formatCount(family.removableLines),
    family.grain === "fragment" ? `${family.type} part` : family.type,
    formatCount(family.members.length),
    formatCount(family.lines),
    formatSimilarity(family.similarity),
    whereOf(family),
    isWide || family.existingHelper ? strategyOf(family) : family.strategy,
  ];
}

/** Functions that the tree has already, whether they are in a family or alone. */
function reuseTable(reimplemented: readonly Reimplemented[], options: TextOptions, paint: Palette): string[] {
  if (reimplemented.length === 0) return [];
  const rows = reimplemented
    .slice(0, REUSES_SHOWN)
    .map(({ function: name, file, startLine, helper, helperFile }) => [
      `${file}:${startLine} ${name}`,
      sameAs({ function: helper, file: helperFile }),
    ]);
  const columns: Column[] = [
    { header: "in the tree already", align: "left", shrink: "start" },
    { header: "", align: "left", shrink: "end" },
  ];
  const table = renderTable(columns, rows, { width: options.width, header: paint.bold });
  const hidden = reimplemented.length - rows.length;
  if (hidden > 0) table.push(paint.dim(`… and ${countOf(hidden, "more function")} (--format json)`));
  return ["", ...table];
}

function classTable(summary: FindSummary, options: TextOptions, paint: Palette): string[] {
  const classes = [...summary.byClass].sort(
    (a, b) => b.similarLines - a.similarLines || (a.class < b.class ? -1 : 1),
  );
  const rows = classes
    .slice(0, CLASSES_SHOWN)
    .map((each) => [
      each.class,
      formatCount(each.lines),
      formatCount(each.similarLines),
      formatShare(each.lines === 0 ? 0 : each.similarLines / each.lines),
      formatCount(each.families),
    ]);
  const columns: Column[] = [
    { header: "class", align: "left", shrink: "end" },
    { header: "lines", align: "right" },
    { header: "similar", align: "right" },
    { header: "share", align: "right" },
    { header: "families", align: "right" },
  ];
  const table = renderTable(columns, rows, { width: options.width, header: paint.bold });
  const hidden = classes.length - rows.length;
  return hidden > 0 ? [...table, paint.dim(`… and ${countOf(hidden, "more class", "more classes")}`)] : table;
}

function coverage(summary: FindSummary, skipped: readonly Skipped[]): string[] {
  const found =
    `${countOf(summary.families, "family", "families")} over ${countOf(summary.similarLines, "similar line")}; ` +
    `folding them would remove about ${countOf(summary.removableLines, "line")}.`;
  const scanned = [
    countOf(summary.files, "file"),
    countOf(summary.functions, "function"),
    countOf(summary.lines, "line"),
    `${formatShare(summary.similarShare)} similar`,
  ].join(", ");
  return [found, `${scanned}; ${describeSkipped(skipped, Math.max(summary.skipped, skipped.length))}`];
}
