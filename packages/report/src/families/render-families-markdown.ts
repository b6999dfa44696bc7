import type { Skipped } from "@kindred/c-source";
import type { FamiliesDocument, Family, Reimplemented } from "@kindred/clones";
import { cleanLine } from "../format/clean-text.ts";
import { countOf, formatCount, formatShare, formatSimilarity } from "../format/format-number.ts";
import { describeSkipped } from "../skipped/describe-skipped.ts";
import { sameAs } from "./same-as.ts";
import { whereOf } from "./where.ts";

export interface MarkdownOptions {
  /** Families shown; all when absent. */
  readonly top?: number;
  readonly skipped: readonly Skipped[];
}

/** A table for a pull request or an issue: families by payoff, then the coverage. */
export function renderFamiliesMarkdown(document: FamiliesDocument, options: MarkdownOptions): string {
  const { summary, families } = document;
  const shown = families.slice(0, options.top ?? families.length);
  const lines = [
    `**${countOf(summary.families, "family", "families")}** of similar functions, ` +
      `**${countOf(summary.removableLines, "line")}** removable.`,
    "",
  ];
  if (shown.length > 0) lines.push(...table(shown), "");
  const hidden = families.length - shown.length;
  if (hidden > 0) lines.push(`… and ${countOf(hidden, "more family", "more families")}.`, "");
  lines.push(...reuseList(document.reimplemented ?? []));
  lines.push(
    `${countOf(summary.files, "file")}, ${countOf(summary.functions, "function")}, ` +
      `${countOf(summary.lines, "line")}, ${formatShare(summary.similarShare)} similar; ` +
      escapeCell(describeSkipped(options.skipped, Math.max(summary.skipped, options.skipped.length))),
  );
  return `${lines.join("\n")}\n`;
}

function table(families: readonly Family[]): string[] {
  return [
    "| family | removes | type | members | lines | alike | where | fold |",
    "|---|---:|---|---:|---:|---:|---|---|",
    ...families.map((family) => `| ${row(family).join(" | ")} |`),
  ];
}

const REUSES_SHOWN = 25;

function reuseList(reimplemented: readonly Reimplemented[]): string[] {
  if (reimplemented.length === 0) return [];
  const items = reimplemented
    .slice(0, REUSES_SHOWN)
    .map(({ function: name, file, startLine, helper, helperFile }) =>
      escapeCell(`${name}() (${file}:${startLine}) is the ${sameAs({ function: helper, file: helperFile })}`),
    );
  const hidden = reimplemented.length - items.length;
  const rest = hidden > 0 ? [`- … and ${formatCount(hidden)} more`] : [];
  return [
    `**${countOf(reimplemented.length, "function")}** that the tree has already:`,
    "",
    ...items.map((item) => `- ${item}`),
    ...rest,
    "",
  ];
}

function row(family: Family): string[] {
  return [
    escapeCell(family.id),
    formatCount(family.removableLines),
    family.type,
    formatCount(family.members.length),
    formatCount(family.lines),
    formatSimilarity(family.similarity),
    escapeCell(whereOf(family)),
    family.existingHelper === undefined
      ? family.strategy
      : `${family.strategy}: ${escapeCell(sameAs(family.existingHelper))}`,
  ];
}

/** Text as it is: markdown's own characters, HTML and mentions (`@name`) mean nothing in it. */
function escapeCell(text: string): string {
  return cleanLine(text)
    .replace(/[\\`*_{}[\]#|~]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "&#64;");
}
