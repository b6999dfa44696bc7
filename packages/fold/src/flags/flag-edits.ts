import type { CText, Edit } from "@kindred/c-source";
import type { SkeletonNode } from "../anti-unify/skeleton.ts";
import type { LoadedFamily } from "../families/loaded-family.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { ownComments } from "../members/own-comments.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { Term } from "../syntax/term.ts";
import { branchText } from "./branch-text.ts";
import { declaredLocals } from "./declared-locals.ts";
import { moveText } from "./move-text.ts";
import type { FlagPlan, FlagRun } from "./plan-flags.ts";

/** A flag as the helper's text names it. */
export interface Flag {
  readonly name: string;
  /** Whether it is true for the first member's side. */
  readonly isFirst: boolean;
}

export interface FlagText {
  /** Edits of the member whose text becomes the helper. */
  readonly edits: readonly Edit[];
  /** Text that comes from other members: its names must mean the same where the helper goes. */
  readonly moved: readonly CText[];
}

/** The helper's statements under their flags, as edits of the body's text. */
export function flagEdits(
  plan: FlagPlan,
  flags: readonly Flag[],
  loaded: LoadedFamily,
  body: number,
): FlagText | Refusal {
  const moved: CText[] = [];
  const byStart = new Map<number, Edit>();
  for (const run of plan.runs) {
    const edit = runEdit(run, { plan, flags, loaded, body, moved });
    if (edit === "nothing") continue;
    if (!edit)
      return refuse(
        "needs-statement-hole",
        "A statement that only some members have cannot be put into the helper.",
      );
    const before = byStart.get(edit.start);
    if (before && before.end !== before.start)
      return refuse("needs-statement-hole", "Statements differ too close to each other.");
    byStart.set(edit.start, before ? { ...edit, text: before.text + edit.text } : edit);
  }
  return { edits: [...byStart.values()], moved };
}

interface Writing {
  readonly plan: FlagPlan;
  readonly flags: readonly Flag[];
  readonly loaded: LoadedFamily;
  readonly body: number;
  readonly moved: CText[];
}

/** A stretch of statements of one member. */
interface Stretch {
  readonly text: CText;
  readonly terms: readonly Term[];
  readonly indent: string;
}

function runEdit(run: FlagRun, writing: Writing): Edit | "nothing" | undefined {
  const { loaded, body, plan } = writing;
  const own = termsOf(run, body);
  const place =
    own.length > 0 ? rangeOf(own, loaded.members[body]) : insertionPoint(run, loaded.members[body], body);
  if (!place) return undefined;
  if (run.division === undefined) return declarationEdit(run, place.start, writing);
  const division = plan.divisions[run.division];
  const sides = [division.indexOf(true), division.indexOf(false)].map((member) => {
    const source = division[body] === division[member] ? body : member;
    return stretchOf(run, source, place.start, writing);
  });
  if (sides.includes(undefined)) return undefined;
  const { name, isFirst } = writing.flags[run.division];
  const [yes, no] = isFirst ? sides : [sides[1], sides[0]];
  const text = branchText(name, yes!, no!, place.indent);
  return own.length > 0
    ? { start: place.start, end: place.end, text: text.slice(place.indent.length) }
    : { start: place.start, end: place.end, text: `${text}\n` };
}

function termsOf({ sites }: FlagRun, member: number): Term[] {
  return sites.flatMap(({ node }) => node.terms[member] ?? []);
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly indent: string;
}

function rangeOf(terms: readonly Term[], { text }: FoldMember): Place | undefined {
  const { start } = terms[0];
  const indent = indentAt(text, start);
  return indent === undefined ? undefined : { start, end: terms.at(-1)!.end, indent };
}

/** The white space before an offset, when nothing else stands before it on its line. */
function indentAt(text: CText, offset: number): string | undefined {
  const before = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^[ \t]*$/.test(before) ? before : undefined;
}

/** The start of the line behind the statement that the run would follow. */
function insertionPoint({ sites: [first] }: FlagRun, member: FoldMember, index: number): Place | undefined {
  const list = first.ancestors.at(-1)!;
  const before = list.children
    .slice(0, list.children.indexOf(first.node))
    .flatMap(({ terms }) => terms[index] ?? []);
  const last = before.at(-1);
  if (!last) return undefined;
  const rest = /^[^\n]*\n/.exec(member.text.slice(last.end))?.[0];
  if (rest === undefined || !/^[ \t]*(?:\/\*.*\*\/|\/\/.*)?[ \t]*\n$/.test(rest)) return undefined;
  const isFirstStatement = last.type === "declaration" && first.node.type !== "declaration";
  const blank = isFirstStatement ? /^(?:[ \t]*\n)*/.exec(member.text.slice(last.end + rest.length))![0] : "";
  const start = last.end + rest.length + blank.length;
  const indent = indentOfList(list, index, member.text);
  return indent === undefined ? undefined : { start, end: start, indent };
}

/** How a list's statements are indented in a member. */
function indentOfList({ children }: SkeletonNode, index: number, text: CText): string | undefined {
  const statements = children.flatMap(({ terms, field }) =>
    terms[index]?.named && field !== "value" ? terms[index] : [],
  );
  return statements.length > 0 ? indentAt(text, statements[0].start) : undefined;
}

function stretchOf(
  run: FlagRun,
  source: number,
  at: number,
  { loaded, body, plan, moved }: Writing,
): Stretch | undefined {
  const { members, unifier } = loaded;
  const terms = termsOf(run, source);
  if (terms.length === 0) return { text: "", terms, indent: "" };
  const place = rangeOf(terms, members[source]);
  if (!place) return undefined;
  const { start, end, indent } = place;
  if (source === body) return { text: members[body].text.slice(start, end), terms, indent };
  if (ownComments(members[source]).some((comment) => comment.start < end && start < comment.end))
    return undefined;
  const isCarried = (id: number): boolean => carriedNames(plan, members[source], source, body).has(id);
  const text = moveText({ members, pairs: unifier.pairs, from: source, to: body, start, end, at, isCarried });
  if (text !== undefined) moved.push(text);
  return text === undefined ? undefined : { text, terms, indent };
}

/** Locals of a member whose declarations go to the body with the statements that use them. */
function carriedNames({ runs }: FlagPlan, member: FoldMember, source: number, body: number): Set<number> {
  const carried = new Set<number>();
  for (const { sites, division } of runs) {
    for (const { node } of sites) {
      const term = node.terms[source];
      if (division !== undefined || !term || node.terms[body]) continue;
      for (const id of idsIn(term, member)) carried.add(id);
    }
  }
  return carried;
}

/** A declaration that the body lacks. */
function declarationEdit(
  { sites: [{ node }] }: FlagRun,
  at: number,
  writing: Writing,
): Edit | "nothing" | undefined {
  const { loaded, body } = writing;
  const source = node.terms.findIndex((term) => term !== undefined);
  const term = node.terms[source]!;
  if (node.terms[body] || isDeclaredElsewhere(term, source, body, loaded)) return "nothing";
  const piece = movedDeclaration(term, source, at, writing);
  const indent = indentAt(loaded.members[source].text, term.start);
  return piece === undefined || indent === undefined
    ? undefined
    : { start: at, end: at, text: `${indent}${piece}\n` };
}

/** Whether the body declares the same locals alike, in another place of its list. */
function isDeclaredElsewhere(
  term: Term,
  source: number,
  body: number,
  { members, unifier }: LoadedFamily,
): boolean {
  const theirs = declaredLocals(members[source]);
  const own = declaredLocals(members[body]);
  const ids = idsIn(term, members[source]);
  return ids.every((id) => {
    const partner = unifier.pairs.partner(id, source, body);
    return partner !== undefined && own.get(partner) !== undefined && own.get(partner) === theirs.get(id);
  });
}

function movedDeclaration(
  term: Term,
  source: number,
  at: number,
  { loaded, body, plan, moved }: Writing,
): CText | undefined {
  const { members, unifier } = loaded;
  const isPaired = idsIn(term, members[source]).some(
    (id) => unifier.pairs.partner(id, source, body) !== undefined,
  );
  if (isPaired) return undefined;
  const { start, end } = term;
  const isCarried = (id: number): boolean => carriedNames(plan, members[source], source, body).has(id);
  const text = moveText({ members, pairs: unifier.pairs, from: source, to: body, start, end, at, isCarried });
  if (text !== undefined) moved.push(text);
  return text;
}

function idsIn({ start, end }: Term, { names }: FoldMember): number[] {
  return [...names.at].filter(([offset]) => offset >= start && offset < end).map(([, id]) => id);
}
