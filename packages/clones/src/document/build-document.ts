import type { Description } from "../describe/describe-families.ts";
import type { DraftFamily } from "../families/draft-family.ts";
import type { ExistingHelper, FamiliesDocument, Family, Member, Reimplemented } from "../families.ts";
import type { Reuses } from "../reuse/find-helpers.ts";
import type { Corpus, ScanTotals } from "../scan/corpus.ts";
import { familyIds } from "./family-id.ts";
import { payoffOf, removableLines, strategyFor } from "./payoff.ts";
import { classOfFile, scopeOf } from "./place.ts";
import { sharesByClass, similarLinesByFile } from "./similar-lines.ts";
import { TwinFiles } from "./twin-files.ts";

/** Everything the document is made of. */
export interface DocumentParts {
  readonly root: string;
  /** Names of the sources, in the order that the corpus counts them. */
  readonly names: readonly string[];
  readonly corpus: Corpus;
  readonly totals: ScanTotals;
  /** Number of skipped records, those of later stages included. */
  readonly skipped: number;
  readonly drafts: readonly DraftFamily[];
  /** For each draft; drafts without a description are left out. */
  readonly descriptions: readonly (Description | undefined)[];
  /** What functions re-implement; undefined where no kernel is known. */
  readonly reuses: Reuses | undefined;
}

export function buildDocument(parts: DocumentParts): FamiliesDocument {
  const classes = new Map(parts.names.map((name) => [name, classOfFile(parts.root, name)]));
  const classOf = (file: string) => classes.get(file) ?? "";
  const families = buildFamilies(parts, classOf);
  const similar = similarLinesByFile(families);
  const linesByFile = new Map(parts.names.map((name, i) => [name, parts.totals.lines[i]]));
  const lines = sum(parts.totals.lines);
  const similarLines = sum(similar.values());
  return {
    schemaVersion: 1,
    root: parts.root,
    summary: {
      files: parts.names.length - parts.totals.skipped.length,
      lines,
      functions: parts.totals.functionCount,
      skipped: parts.skipped,
      families: families.length,
      similarLines,
      similarShare: lines === 0 ? 0 : Number((similarLines / lines).toFixed(4)),
      removableLines: sum(families.map((family) => family.removableLines)),
      byClass: sharesByClass(linesByFile, similar, families, classOf),
    },
    families,
    ...(parts.reuses === undefined ? {} : { reimplemented: listReimplemented(parts, parts.reuses) }),
  };
}

function buildFamilies(parts: DocumentParts, classOf: (file: string) => string): Family[] {
  const kept = parts.drafts.flatMap((draft, i) => {
    const description = parts.descriptions[i];
    return description === undefined ? [] : [{ draft, description }];
  });
  const ids = familyIds(kept.map(({ draft: { grain, content } }) => ({ grain, ...content })));
  const twins = new TwinFiles(parts.names, parts.corpus, parts.drafts);
  const files = { ...parts, classOf, twins };
  const families = kept.map(({ draft, description }, i) => buildFamily(files, draft, description, ids[i]));
  const payoff = new Map(families.map((family) => [family.id, payoffOf(family)]));
  return families.sort((a, b) => payoff.get(b.id)! - payoff.get(a.id)! || (a.id < b.id ? -1 : 1));
}

/** With what is known of whole files. */
interface FileParts extends DocumentParts {
  readonly twins: TwinFiles;
  classOf(file: string): string;
}

function buildFamily(parts: FileParts, draft: DraftFamily, description: Description, id: string): Family {
  const { names, twins, classOf } = parts;
  const { functions } = parts.corpus;
  const members: Member[] = draft.members.map(({ f }, m) => ({
    file: names[functions.source[f]],
    startLine: functions.startLine[f] + description.lines[2 * m],
    endLine: functions.startLine[f] + description.lines[2 * m + 1],
    function: description.names[m],
  }));
  const memberLines = members.map((member) => member.endLine - member.startLine + 1);
  const scope = scopeOf(
    members.map((member) => member.file),
    classOf,
  );
  const isFunction = draft.grain === "function";
  const areTwins = isFunction && twins.areTwins(draft.members.map(({ f }) => functions.source[f]));
  const helper = isFunction ? helperOf(parts, draft) : undefined;
  const strategy =
    helper === undefined
      ? strategyFor(description.holes, { memberLines, scope, areTwins })
      : "existing-helper";
  const similarity = roundDown(draft.similarity);
  return {
    id,
    type: draft.type,
    grain: draft.grain,
    similarity,
    lines: sum(memberLines),
    removableLines:
      helper === undefined
        ? removableLines({ type: draft.type, similarity, strategy }, memberLines)
        : sum(memberLines.filter((_, m) => !isHelper(parts, draft.members[m].f, helper))),
    strategy,
    scope,
    holes: description.holes,
    members,
    ...(helper === undefined ? {} : { existingHelper: helper }),
  };
}

/** The helper that every member re-implements, or is. */
function helperOf(parts: DocumentParts, { members }: DraftFamily): ExistingHelper | undefined {
  const known = members.flatMap(({ f }) => parts.reuses?.of.get(f)?.helper ?? []);
  const [first] = known;
  if (first === undefined) return undefined;
  const isSame = (helper: ExistingHelper) =>
    helper.file === first.file && helper.startLine === first.startLine;
  const own = members.filter(({ f }) => isHelper(parts, f, first)).length;
  return known.length + own === members.length && known.every(isSame) ? first : undefined;
}

function isHelper({ reuses, corpus }: DocumentParts, f: number, helper: ExistingHelper): boolean {
  const { source, startLine } = corpus.functions;
  return startLine[f] === helper.startLine && reuses?.fileInKernel(source[f]) === helper.file;
}

/** Rows are in the order of files and lines. */
function listReimplemented({ corpus, names }: DocumentParts, reuses: Reuses): Reimplemented[] {
  return [...reuses.of].map(([f, { name, helper }]) => ({
    function: name,
    file: names[corpus.functions.source[f]],
    startLine: corpus.functions.startLine[f],
    helper: helper.function,
    helperFile: helper.file,
  }));
}

/** Three digits, never more than was measured. */
function roundDown(similarity: number): number {
  return Math.floor(similarity * 1000) / 1000;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
