import type { Family } from "@kindred/clones";
import { type AlignedMembers, alignMembers } from "../align/align-members.ts";
import { sameAs } from "../families/same-as.ts";
import { cleanLine } from "../format/clean-text.ts";
import { countOf, formatSimilarity } from "../format/format-number.ts";
import { type Palette, palette } from "../format/paint.ts";
import type { TextOptions } from "../format/text-options.ts";
import { type Column, cut, renderTable } from "../format/text-table.ts";
import { wrapText } from "../format/wrap-text.ts";
import { SCOPE_WORDS } from "../words/scopes.ts";
import { STRATEGY_WORDS } from "../words/strategies.ts";
import { type ColumnLayout, expandTabs, KERNEL_TAB, paintLine, skeletonLine } from "./paint-line.ts";

/** Members whose text is shown; the rest is listed with its holes' values. */
const MEMBERS_SHOWN = 6;
const NARROWEST_COLUMN = 36;
/** Columns of a tab in members side by side: as in the kernel where that cuts no line that fewer would show whole. */
const TABS = [KERNEL_TAB, 4, 2];
const SEPARATOR = " │ ";
/** Width of sentences where there is no terminal whose width could be asked. */
const READABLE = 120;

export interface ExplainOptions extends TextOptions {
  /** A fold was planned and there is none; the caller tells why. */
  readonly isRefused?: boolean;
}

/**
 * One family in full: its members, the skeleton with its holes numbered, the value each member has in a hole, the
 * members side by side, and what a fold would do. `memberTexts` are display texts in the order of `members`; an empty
 * one is told as not readable.
 */
export function renderExplain(
  family: Family,
  memberTexts: readonly string[],
  options: ExplainOptions,
): string {
  const paint = palette(options.colour);
  const shown = family.members
    .flatMap((_, index) => (memberTexts[index] ? [index] : []))
    .slice(0, MEMBERS_SHOWN);
  const lines = [...heading(family, options, paint), "", ...memberList(family, memberTexts, options, paint)];
  if (family.holes.length > 0) lines.push("", ...holeTable(family, options, paint));
  if (shown.length > 0) {
    const holes = family.holes.map((hole) => ({
      ...hole,
      values: shown.map((index) => hole.values[index] ?? ""),
    }));
    const aligned = alignMembers(dedent(shown.map((index) => memberTexts[index]!)), holes);
    if (family.holes.length > 0) lines.push("", ...skeleton(aligned, options, paint));
    lines.push("", ...sideBySide(aligned, shown, options, paint));
  }
  lines.push("", ...foldOutcome(family, options, paint));
  return `${lines.join("\n")}\n`;
}

function heading(family: Family, options: TextOptions, paint: Palette): string[] {
  const facts = [
    `${family.type} ${family.grain}s`,
    countOf(family.members.length, "member"),
    `${formatSimilarity(family.similarity)} alike`,
    countOf(family.lines, "line"),
    SCOPE_WORDS[family.scope] ?? family.scope,
  ];
  return [`${paint.bold(paint.cyan(cleanLine(family.id)))}  ${cut(facts.join(", "), options.width - 12)}`];
}

function memberList(
  family: Family,
  texts: readonly string[],
  options: TextOptions,
  paint: Palette,
): string[] {
  const rows = family.members.map((member, index) => [
    `[${index + 1}]`,
    `${member.file}:${member.startLine}-${member.endLine}`,
    member.function,
    texts[index] ? "" : "(text not readable)",
  ]);
  const columns: Column[] = [
    { header: "", align: "right", paint: paint.dim },
    { header: "member", align: "left", shrink: "start" },
    { header: "function", align: "left", shrink: "end" },
    { header: "", align: "left", paint: paint.yellow },
  ];
  return renderTable(columns, rows, { width: options.width, header: paint.bold });
}

function holeTable(family: Family, options: TextOptions, paint: Palette): string[] {
  const shown = family.members.slice(0, MEMBERS_SHOWN);
  const rows = family.holes.map((hole, index) => [
    `$${index + 1}`,
    hole.kind,
    ...shown.map((_, member) => hole.values[member] || "(nothing)"),
  ]);
  const columns: Column[] = [
    { header: "hole", align: "left", paint: paint.yellow },
    { header: "kind", align: "left" },
    ...shown.map((_, index): Column => ({ header: `[${index + 1}]`, align: "left", shrink: "end" })),
  ];
  const table = renderTable(columns, rows, { width: options.width, header: paint.bold });
  const hidden = family.members.length - shown.length;
  return hidden > 0
    ? [...table, paint.dim(`… values of ${countOf(hidden, "more member", "more members")} left out`)]
    : table;
}

function skeleton(aligned: AlignedMembers, options: TextOptions, paint: Palette): string[] {
  const [reference] = aligned.members;
  const lines = reference!.lines.map((line, index) =>
    skeletonLine(line, reference!.marks[index]!, paint.yellow),
  );
  // Painted text cannot be cut by length; without colour long lines are.
  return [paint.bold("skeleton"), ...lines.map((line) => (options.colour ? line : cut(line, options.width)))];
}

/** As many members beside each other as fit, then the next ones below. `*` marks rows that differ. */
function sideBySide(
  aligned: AlignedMembers,
  shown: readonly number[],
  options: TextOptions,
  paint: Palette,
): string[] {
  const fitting = columnsThatFit(aligned, options.width);
  const lines: string[] = [];
  for (let first = 0; first < shown.length; first += fitting) {
    const columns = shown.slice(first, first + fitting).map((_, index) => first + index);
    if (first > 0) lines.push("");
    lines.push(...memberColumns(aligned, columns, shown, options, paint));
  }
  return lines;
}

/** Fragments stand deep in their functions: what all lines of all members are indented by goes. */
function dedent(texts: readonly string[]): string[] {
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line.trim() !== "");
  const first = /^\t*/.exec(lines[0] ?? "")![0].length;
  const tabs = lines.reduce((least, line) => Math.min(least, /^\t*/.exec(line)![0].length), first);
  return texts.map((text) => text.replaceAll(new RegExp(`^\\t{${tabs}}`, "gm"), ""));
}

/** Two columns where the terminal allows them even if long lines are cut, more only when no line is. */
function columnsThatFit(aligned: AlignedMembers, width: number): number {
  if (!Number.isFinite(width)) return 2;
  const longest = longestLine(aligned);
  const fit = (column: number) => Math.floor((width - 2 + SEPARATOR.length) / (column + SEPARATOR.length));
  return Math.max(1, Math.min(2, fit(NARROWEST_COLUMN)), fit(longest));
}

function longestLine({ members }: AlignedMembers): number {
  return members
    .flatMap(({ lines }) => lines)
    .reduce((most, line) => Math.max(most, expandTabs(line).length), NARROWEST_COLUMN);
}

function memberColumns(
  aligned: AlignedMembers,
  columns: readonly number[],
  shown: readonly number[],
  options: TextOptions,
  paint: Palette,
): string[] {
  const { members, rows } = aligned;
  const layout = layOut(aligned, columns.length, options.width);
  const { width } = layout;
  const paintMark = (text: string, hole: number) => (hole > 0 ? paint.yellow(text) : paint.cyan(text));
  const header = columns.map((column) => `[${shown[column]! + 1}]`.padEnd(width)).join(SEPARATOR);
  const body = rows.flatMap((row) => {
    if (columns.every((column) => row[column]! < 0)) return [];
    const differs = row.some((line, member) => line < 0 || members[member]!.marks[line]!.length > 0);
    const cells = columns.map((column) => {
      const line = row[column]!;
      const view = members[column]!;
      return line < 0
        ? " ".repeat(width)
        : paintLine(view.lines[line]!, view.marks[line]!, layout, paintMark);
    });
    return [`${differs ? paint.yellow("*") : " "} ${cells.join(SEPARATOR)}`.trimEnd()];
  });
  return [`  ${paint.bold(header.trimEnd())}`, ...body];
}

/** The width of a column, and the widest tab that cuts as few lines as any. */
function layOut(aligned: AlignedMembers, columns: number, total: number): ColumnLayout {
  if (!Number.isFinite(total)) return { width: longestLine(aligned), tab: KERNEL_TAB };
  const width = Math.floor((total - 2 - SEPARATOR.length * (columns - 1)) / columns);
  const lines = aligned.members.flatMap((member) => member.lines);
  const cut = TABS.map((tab) => lines.filter((line) => expandTabs(line, tab).length > width).length);
  return { width, tab: TABS[cut.indexOf(Math.min(...cut))]! };
}

function foldOutcome(family: Family, options: ExplainOptions, paint: Palette): string[] {
  const { existingHelper } = family;
  const helper =
    existingHelper === undefined
      ? ""
      : `It is the ${sameAs(existingHelper)}, line ${existingHelper.startLine}. `;
  const sentence =
    `${family.strategy}: ${STRATEGY_WORDS[family.strategy]?.sentence ?? ""} ${helper}` +
    `About ${countOf(family.removableLines, "line")} ${options.isRefused ? "could go, but kindred fold makes no patch of it." : "would go; kindred fold writes the patch."}`;
  return wrapText(sentence, (Number.isFinite(options.width) ? options.width : READABLE) - 6).map(
    (line, index) => `${index === 0 ? paint.bold("fold  ") : "      "}${line}`,
  );
}
