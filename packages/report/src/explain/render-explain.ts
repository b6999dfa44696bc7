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
import { skeletonLine } from "./paint-line.ts";
import { renderSideBySide } from "./side-by-side.ts";

/** Members whose text is shown; the rest is listed with its holes' values. */
const MEMBERS_SHOWN = 6;
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
    lines.push("", ...renderSideBySide(aligned, shown, options, paint));
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

/** Fragments stand deep in their functions: what all lines of all members are indented by goes. */
function dedent(texts: readonly string[]): string[] {
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line.trim() !== "");
  const first = /^\t*/.exec(lines[0] ?? "")![0].length;
  const tabs = lines.reduce((least, line) => Math.min(least, /^\t*/.exec(line)![0].length), first);
  return texts.map((text) => text.replaceAll(new RegExp(`^\\t{${tabs}}`, "gm"), ""));
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
