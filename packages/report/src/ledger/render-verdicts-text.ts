import type { FileVerdict, Level, PatchVerdict, VerdictsDocument } from "@kindred/proof";
import { cleanLine } from "../format/clean-text.ts";
import { countOf, formatCount } from "../format/format-number.ts";
import { type Palette, palette } from "../format/paint.ts";
import type { TextOptions } from "../format/text-options.ts";
import { type Column, cut, renderTable } from "../format/text-table.ts";
import { wrapText } from "../format/wrap-text.ts";
import { LEVEL_ORDER } from "../words/levels.ts";
import { describeSurvivor, mutantCount } from "../words/mutants.ts";
import { describeObservation } from "../words/observations.ts";
import { describeDifference } from "./describe-cause.ts";

const MUTANT_COLUMN: Column = { header: "mutants found", align: "right" };

const INDENT = 4;

/** A verdict for each patch; below the table what fell short, with its first difference; last the totals. */
export function renderVerdictsText(verdicts: VerdictsDocument, options: TextOptions): string {
  if (verdicts.patches.length === 0) return "No patches.\n";
  const paint = palette(options.colour);
  const { patches } = verdicts;
  const columns: Column[] = [
    {
      header: "verdict",
      align: "left",
      paint: (text, row) => levelPaint(patches[row]!.level, paint)(text),
    },
    { header: "patch", align: "left", shrink: "end" },
    { header: "files", align: "right" },
    { header: "shown by", align: "left", shrink: "end" },
    ...(patches.some(({ mutants }) => mutants) ? [MUTANT_COLUMN] : []),
    { header: "seconds", align: "right" },
  ];
  const table = renderTable(columns, verdictRows(patches), { width: options.width, header: paint.bold });
  const shared = sharedNotes(patches);
  const remarks = patches.flatMap((patch) => remarksOn(patch, shared, options, paint));
  const common = [...shared].flatMap((note) => noteLines("note on every patch: ", note, options));
  const blocks = [table, remarks, common, [totalsLine(verdicts)]].filter((block) => block.length > 0);
  const lines = blocks.flatMap((block, index) => (index === 0 ? block : ["", ...block]));
  return `${lines.join("\n")}\n`;
}

function verdictRows(patches: readonly PatchVerdict[]): string[][] {
  const hasMutants = patches.some(({ mutants }) => mutants);
  return patches.map((patch) => {
    const rungs = [...new Set(patch.files.map((file) => file.rung))].join(", ");
    const seconds = patch.files.reduce((sum, file) => sum + file.seconds, patch.mutants?.seconds ?? 0);
    const mutants = patch.mutants === undefined ? "" : mutantCount(patch.mutants);
    const counts = [...(hasMutants ? [mutants] : []), seconds.toFixed(1)];
    return [patch.level, patch.patch, formatCount(patch.files.length), rungs, ...counts];
  });
}

/** What is noted on all of several patches is told once. */
function sharedNotes([first, ...others]: readonly PatchVerdict[]): ReadonlySet<string> {
  const isShared = (note: string) => others.every((patch) => patch.notes.includes(note));
  return new Set(others.length === 0 ? [] : first!.notes.filter(isShared));
}

function noteLines(label: string, note: string, options: TextOptions): string[] {
  return note.split("\n").map((line) => cut(cleanLine(`${label}${line}`), options.width));
}

function remarksOn(
  patch: PatchVerdict,
  shared: ReadonlySet<string>,
  options: TextOptions,
  paint: Palette,
): string[] {
  const short = patch.files.filter((file) => file.difference !== null || isTelling(file));
  const notes = patch.notes.filter((note) => !shared.has(note));
  const survivors = patch.mutants?.survivors ?? [];
  if (short.length === 0 && notes.length === 0 && survivors.length === 0) return [];
  const fit = (text: string) => cut(cleanLine(text), options.width);
  return [
    paint.bold(fit(patch.patch)),
    ...short.flatMap((file) => differenceLines(file, paint, options)),
    ...notes.flatMap((note) => noteLines("  note: ", note, options)),
    ...survivors.map((survivor) => fit(`  mutant ${describeSurvivor(survivor)}`)),
  ];
}

/** That a proved file ran without the changed code says nothing more of it. */
function isTelling({ level, observation }: FileVerdict): boolean {
  const isProved = level === "identical" || level === "equivalent";
  return observation !== undefined && !(isProved && observation.outcome === "unseen");
}

function differenceLines(file: FileVerdict, paint: Palette, { width }: TextOptions): string[] {
  const head = cut(cleanLine(`  ${file.file}: ${file.level} (${file.rung})`), width);
  const { words, code } = describeDifference(file);
  const sentences = words.flatMap((sentence) => wrapText(cleanLine(sentence), width - INDENT));
  const seen = file.observation === undefined ? [] : [describeObservation(file.observation)];
  const lines = [...sentences, ...[...code, ...seen].map((line) => cut(cleanLine(line), width - INDENT))];
  return [levelPaint(file.level, paint)(head), ...lines.map((line) => " ".repeat(INDENT) + line)];
}

function totalsLine({ patches, totals }: VerdictsDocument): string {
  const counts = LEVEL_ORDER.filter((level) => (totals[level] ?? 0) > 0).map(
    (level) => `${formatCount(totals[level])} ${level}`,
  );
  return `${countOf(patches.length, "patch", "patches")}: ${counts.join(", ")}`;
}

function levelPaint(level: Level, paint: Palette): (text: string) => string {
  switch (level) {
    case "identical":
    case "equivalent":
    case "observed":
      return paint.green;
    case "builds":
      return paint.blue;
    case "unbuilt":
      return paint.yellow;
    case "fails":
      return paint.red;
    default:
      return paint.plain;
  }
}
