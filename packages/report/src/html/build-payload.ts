import type { FamiliesDocument, Family } from "@kindred/clones";
import type { LedgerDocument, LedgerEntry } from "@kindred/fold";
import type { FileVerdict, PatchVerdict, VerdictsDocument } from "@kindred/proof";
import { type AlignedMembers, alignMembers } from "../align/align-members.ts";
import { sameAs } from "../families/same-as.ts";
import { cleanLine, cleanLines } from "../format/clean-text.ts";
import { describeDifference } from "../ledger/describe-cause.ts";
import { LEVEL_WORDS } from "../words/levels.ts";
import { describeMutants, describeSurvivor } from "../words/mutants.ts";
import { describeObservation } from "../words/observations.ts";
import { SCOPE_WORDS } from "../words/scopes.ts";
import { STRATEGY_WORDS } from "../words/strategies.ts";
import type { FamilyRecord, FamilyView, PatchFile, PatchRecord, ReportPayload } from "./payload.ts";

export interface PayloadSource {
  readonly families: FamiliesDocument;
  readonly memberTexts: ReadonlyMap<string, string>;
  readonly ledger?: LedgerDocument;
  readonly verdicts?: VerdictsDocument;
  readonly textBudget: number;
}

/** Members of a family whose text is embedded. */
const COLUMNS_EMBEDDED = 8;
/** A member longer than this is not for reading side by side. */
const LONGEST_MEMBER = 64 * 1024;

/** Everything the page's script needs. Source text is spent in payoff order until the budget is used up. */
export function buildPayload(source: PayloadSource): ReportPayload {
  const takeTexts = textsWithin(source.textBudget, source.memberTexts);
  return {
    families: source.families.families.map((family) => familyRecord(family, takeTexts)),
    patches: patchRecords(source.ledger, source.verdicts),
    strategyWords: Object.fromEntries(
      Object.entries(STRATEGY_WORDS).map(([strategy, { sentence }]) => [strategy, sentence]),
    ),
    scopeWords: SCOPE_WORDS,
    levelWords: LEVEL_WORDS,
  };
}

type TakeTexts = (family: Family) => { readonly member: number; readonly text: string }[];

/** Hands out member texts until the budget is spent; after the first family that does not fit it gives nothing more. */
function textsWithin(budget: number, texts: ReadonlyMap<string, string>): TakeTexts {
  let left = budget;
  return (family) => {
    const found = family.members.flatMap(({ file, startLine }, member) => {
      const text = texts.get(`${file}:${startLine}`);
      return text === undefined || text === "" || text.length > LONGEST_MEMBER ? [] : [{ member, text }];
    });
    const taken = found.slice(0, COLUMNS_EMBEDDED);
    left -= taken.reduce((sum, { text }) => sum + text.length, 0);
    return left < 0 ? [] : taken;
  };
}

function familyRecord(family: Family, takeTexts: TakeTexts): FamilyRecord {
  const { type, grain, similarity, lines, removableLines, strategy, scope } = family;
  const view = viewOf(family, takeTexts);
  return {
    id: cleanLine(family.id),
    type,
    grain,
    similarity,
    lines,
    removableLines,
    strategy,
    scope,
    holes: family.holes.map(({ kind, values }) => ({ kind, values: values.map(cleanLine) })),
    members: family.members.map(({ file, startLine, endLine, function: name }) => ({
      file: cleanLine(file),
      startLine,
      endLine,
      function: cleanLine(name),
    })),
    ...(family.existingHelper === undefined ? {} : { sameAs: sameAs(family.existingHelper) }),
    ...(view === undefined ? {} : { view }),
  };
}

function viewOf(family: Family, takeTexts: TakeTexts): FamilyView | undefined {
  const taken = takeTexts(family);
  if (taken.length === 0) return undefined;
  const holes = family.holes.map(({ kind, values }) => ({
    kind,
    values: taken.map(({ member }) => values[member] ?? ""),
  }));
  const aligned = alignMembers(
    taken.map(({ text }) => text),
    holes,
  );
  const columns = aligned.members.map(({ lines, marks }, index) => ({
    member: taken[index]!.member,
    lines,
    marks: marks.flatMap((ofLine, line) => ofLine.flatMap((mark) => [line, ...mark])),
  }));
  return isPlain(aligned) ? { columns } : { columns, rows: aligned.rows };
}

/** Every row holds the same line of every member. */
function isPlain({ members, rows }: AlignedMembers): boolean {
  return (
    members.every(({ lines }) => lines.length === rows.length) &&
    rows.every((row, index) => row.every((line) => line === index))
  );
}

/** The ledger's patches with their verdicts, then those that only the verdicts know. */
function patchRecords(ledger?: LedgerDocument, verdicts?: VerdictsDocument): PatchRecord[] {
  const byName = new Map((verdicts?.patches ?? []).map((verdict) => [verdict.patch, verdict]));
  const entries = ledger?.patches ?? [];
  const known = new Set(entries.map(({ patch }) => patch));
  const others = [...byName.values()].filter(({ patch }) => !known.has(patch));
  return [
    ...entries.map((entry) => patchRecord(entry.patch, entry, byName.get(entry.patch))),
    ...others.map((verdict) => patchRecord(verdict.patch, undefined, verdict)),
  ];
}

function patchRecord(patch: string, entry?: LedgerEntry, verdict?: PatchVerdict): PatchRecord {
  return {
    patch: cleanLine(patch),
    family: cleanLine(entry?.family ?? ""),
    strategy: cleanLine(entry?.strategy ?? ""),
    helper: cleanLine(entry?.helper ?? ""),
    files: patchFiles(entry, verdict),
    ...(entry === undefined
      ? {}
      : { counts: [entry.removed, entry.addedCalls, entry.addedHelpers, entry.net] as const }),
    ...(verdict === undefined ? {} : { level: verdict.level }),
    notes: [...(verdict?.notes ?? []), ...observationNotes(verdict), ...mutantNotes(verdict)].map((note) =>
      cleanLines(note).join("\n"),
    ),
  };
}

function observationNotes(verdict?: PatchVerdict): string[] {
  return (verdict?.files ?? []).flatMap(({ file, observation }) =>
    observation === undefined ? [] : `${file}: ${describeObservation(observation)}`,
  );
}

function mutantNotes(verdict?: PatchVerdict): string[] {
  if (verdict?.mutants === undefined) return [];
  return [describeMutants(verdict.mutants), ...verdict.mutants.survivors.map(describeSurvivor)];
}

function differenceText(file: FileVerdict): string {
  const { words, code } = describeDifference(file);
  return [...words, ...code].map(cleanLine).join("\n");
}

/** Commands and seconds stay out: they name the machine and change from run to run. */
function patchFiles(entry?: LedgerEntry, verdict?: PatchVerdict): PatchFile[] {
  const shown = (verdict?.files ?? []).map(
    (proved): PatchFile => ({
      file: cleanLine(proved.file),
      level: proved.level,
      rung: cleanLine(proved.rung),
      ...(proved.difference === null ? {} : { difference: differenceText(proved) }),
    }),
  );
  const named = new Set(shown.map(({ file }) => file));
  const rest = (entry?.files ?? []).map(cleanLine).filter((file) => !named.has(file));
  return [...shown, ...rest.map((file) => ({ file }))];
}
