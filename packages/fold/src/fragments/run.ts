import type { CText, FunctionSpan } from "@kindred/c-source";
import type { Member } from "@kindred/clones";
import { type FoldMember, type LoadContext, parseMember } from "../members/fold-member.ts";
import type { SourceFile } from "../members/source-file.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { Term } from "../syntax/term.ts";

/** A run of whole statements of one block. Offsets count in the text of the function around it. */
export interface Run {
  /** The function around it. */
  readonly host: FoldMember;
  readonly statements: readonly Term[];
  readonly start: number;
  readonly end: number;
}

/** Finds a member of a fragment family in its function. */
export function loadRun(member: Member, context: LoadContext): Run | Refusal {
  const file = context.sources.open(context.memberPrefix + member.file);
  if (!file) return refuse("stale-family", `${member.file} is not in the tree any more.`);
  const span = file.functions.find((each) => each.name === member.function && holds(each, member));
  if (!span) {
    return refuse(
      "stale-family",
      `${member.function}() of ${member.file} is not around lines ${member.startLine}-${member.endLine} any more.`,
    );
  }
  const host = parseMember(member, file, span, context);
  if (isRefusal(host)) return host;
  return findRun(host, lineRange(file, span, member)) ?? notWhole(member);
}

function holds({ startLine, endLine }: FunctionSpan, member: Member): boolean {
  return startLine <= member.startLine && member.endLine <= endLine;
}

function notWhole({ function: name, startLine, endLine }: Member): Refusal {
  return refuse(
    "fragment-bounds",
    `Lines ${startLine}-${endLine} of ${name}() are not whole statements of one block.`,
  );
}

interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** The bytes of a member's lines, in offsets of its function. */
function lineRange({ text }: SourceFile, span: FunctionSpan, { startLine, endLine }: Member): LineRange {
  let at = text.lastIndexOf("\n", span.start - 1) + 1;
  for (let line = span.startLine; line < startLine; line++) at = text.indexOf("\n", at) + 1;
  const start = at;
  for (let line = startLine; line <= endLine; line++) at = text.indexOf("\n", at) + 1 || text.length + 1;
  return { start: start - span.start, end: at - 1 - span.start };
}

const LISTS: ReadonlySet<string> = new Set(["compound_statement", "case_statement"]);

/** The statements of one list that fill the lines; the outermost such list. */
function findRun(host: FoldMember, lines: LineRange): Run | undefined {
  const search = (term: Term): Run | undefined => {
    if (term.end < lines.start || term.start > lines.end) return undefined;
    const own = LISTS.has(term.type) ? runOf(host, statementsOf(term), lines) : undefined;
    if (own) return own;
    for (const child of term.children) {
      const found = search(child);
      if (found) return found;
    }
    return undefined;
  };
  return search(host.term);
}

/** The statements of a block, or of a case behind its value. */
export function statementsOf(list: Term): readonly Term[] {
  const colon = list.type === "case_statement" ? list.children.findIndex((child) => child.text === ":") : -1;
  return list.children.slice(colon + 1).filter((child) => child.named);
}

/** A jump at the end of a run stays where it is. */
const JUMPS: ReadonlySet<string> = new Set(["break_statement", "continue_statement", "goto_statement"]);

function runOf(host: FoldMember, statements: readonly Term[], lines: LineRange): Run | undefined {
  const inside = statements.filter((each) => each.start >= lines.start && each.end <= lines.end);
  const isCut = statements.some(
    (each) => !inside.includes(each) && each.start < lines.end && each.end > lines.start,
  );
  if (inside.length === 0 || isCut) return undefined;
  const around =
    host.text.slice(lines.start, inside[0].start) + host.text.slice(inside.at(-1)!.end, lines.end);
  if (/[^\s/*]/.test(around.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ""))) return undefined;
  return makeRun(host, inside);
}

/** A run of statements that stand in a row; jumps at its end are left out. */
export function makeRun(host: FoldMember, statements: readonly Term[]): Run | undefined {
  const last = statements.findLastIndex(({ type }) => !JUMPS.has(type));
  const kept = statements.slice(0, last + 1);
  // A case belongs to its switch.
  return kept.length === 0 || kept.some(({ type }) => type === "case_statement")
    ? undefined
    : { host, statements: kept, start: kept[0].start, end: kept.at(-1)!.end };
}

/** White space before the run's first statement, when nothing else stands on its line. */
export function indentOf({ host: { text }, start }: Run): CText | undefined {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /^\t+$/.test(before) ? before : undefined;
}
