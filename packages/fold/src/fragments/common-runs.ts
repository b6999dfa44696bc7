/**
 * Runs of statements that functions have in common, when the functions as a whole are not alike enough to be folded.
 *
 * Every statement of every block gets a key: its words, with locals, literals and constants blanked. Two blocks that
 * have a key in common are compared from there on, as far as their keys agree; a run is the longest such sequence, in all the
 * blocks that hold it. Declarations and labels end a run. Keys are a hint only: data flow and anti-unification decide.
 * O(p²) comparisons for the p places of a key, of which `MOST_PLACES` are looked at.
 */
import type { FoldMember } from "../members/fold-member.ts";
import { leavesOf, type Term, walkTerm } from "../syntax/term.ts";
import { statementsOf } from "./run.ts";

/** A run in one function. */
export interface RunPlace {
  readonly host: FoldMember;
  readonly statements: readonly Term[];
}

/** The same run in several places, which do not overlap. */
export interface CommonRun {
  readonly places: readonly RunPlace[];
  /** Lines that a fold of it may save, at most. */
  readonly hope: number;
}

const MOST_PLACES = 40;
/** A call with its check, and the head of a helper with its comment: what a fold adds. */
const CALL_LINES = 1;
const HELPER_LINES = 6;
/** Shorter runs are idioms. */
const LEAST_LINES = 5;

interface Block {
  readonly host: FoldMember;
  readonly statements: readonly Term[];
  /** Undefined where no run goes on. */
  readonly keys: readonly (string | undefined)[];
}

interface Place {
  readonly block: Block;
  readonly index: number;
}

/** Which runs are looked for. */
export interface RunKind {
  /** Also those that use other fields. */
  readonly isFieldBlind?: boolean;
  /** Only those that leave their block at its end: such a helper moves no branch out of it. */
  readonly isStraight?: boolean;
}

/** Runs that may be worth a helper, the most promising first. */
export function findCommonRuns(hosts: readonly FoldMember[], kind: RunKind = {}): CommonRun[] {
  const blocks = hosts.flatMap((host) => blocksOf(host, kind));
  const byKey = new Map<string, Place[]>();
  for (const block of blocks) {
    for (const [index, key] of block.keys.entries()) {
      if (key === undefined) continue;
      const places = byKey.get(key);
      if (!places) byKey.set(key, [{ block, index }]);
      else if (places.length < MOST_PLACES) places.push({ block, index });
    }
  }
  const runs = new Map<string, { length: number; places: Map<string, Place> }>();
  for (const places of byKey.values()) {
    for (const [i, one] of places.entries()) {
      for (const other of places.slice(i + 1)) addRun(one, other, runs);
    }
  }
  return [...runs.values()]
    .map(({ length, places }) => toCommonRun([...places.values()], length))
    .filter(({ hope }) => hope > 0)
    .sort((a, b) => b.hope - a.hope);
}

const LISTS: ReadonlySet<string> = new Set(["compound_statement", "case_statement"]);

function blocksOf(host: FoldMember, kind: RunKind): Block[] {
  const blocks: Block[] = [];
  walkTerm(host.term, (term) => {
    if (!LISTS.has(term.type)) return;
    const statements = statementsOf(term);
    if (statements.length > 1)
      blocks.push({ host, statements, keys: statements.map((each) => keyOf(each, host, kind)) });
  });
  return blocks;
}

/** Statements that are in no run: a case belongs to its switch, a declaration and a label to their block. */
const ENDS: ReadonlySet<string> = new Set(["declaration", "labeled_statement", "case_statement"]);

const JUMPS: ReadonlySet<string> = new Set([
  "return_statement",
  "goto_statement",
  "break_statement",
  "continue_statement",
]);

function keyOf(statement: Term, { names }: FoldMember, kind: RunKind): string | undefined {
  const { isFieldBlind = false, isStraight = false } = kind;
  if (ENDS.has(statement.type) || (isStraight && hasJump(statement))) return undefined;
  const words = leavesOf(statement).map((leaf) => {
    if (names.at.has(leaf.start)) return "#";
    if (/literal$/.test(leaf.type)) return "0";
    if (isFieldBlind && leaf.type === "field_identifier") return "f";
    return leaf.type === "identifier" && leaf.field !== "function" && /^[A-Z][A-Z0-9_]+$/.test(leaf.text)
      ? "0"
      : leaf.text;
  });
  // A field may be one of a structure inside.
  return words.join(" ").replace(/-> f(?: \. f)+/g, "-> f");
}

function hasJump(statement: Term): boolean {
  let found = false;
  walkTerm(statement, ({ type }) => {
    found ||= JUMPS.has(type);
  });
  return found;
}

function addRun(
  one: Place,
  other: Place,
  runs: Map<string, { length: number; places: Map<string, Place> }>,
): void {
  const before = one.block.keys[one.index - 1];
  if (before !== undefined && before === other.block.keys[other.index - 1]) return;
  const most = one.block === other.block ? other.index - one.index : Number.POSITIVE_INFINITY;
  let length = 1;
  while (length < most && sameAt(one, other, length)) length++;
  const key = one.block.keys.slice(one.index, one.index + length).join("\n");
  const run = runs.get(key) ?? { length, places: new Map<string, Place>() };
  runs.set(key, run);
  for (const place of [one, other]) run.places.set(placeKey(place), place);
}

function sameAt(one: Place, other: Place, offset: number): boolean {
  const key = one.block.keys[one.index + offset];
  return key !== undefined && key === other.block.keys[other.index + offset];
}

function placeKey({ block: { host, statements }, index }: Place): string {
  return `${host.file.path}:${host.span.start + statements[index].start}`;
}

function toCommonRun(places: readonly Place[], length: number): CommonRun {
  const found = places.map(({ block, index }) => ({
    host: block.host,
    statements: block.statements.slice(index, index + length),
  }));
  const apart: RunPlace[] = [];
  for (const place of found) if (!apart.some((other) => overlaps(place, other))) apart.push(place);
  const lines = linesOf(found[0]);
  if (lines < LEAST_LINES || length < 2) return { places: apart, hope: 0 };
  const hope = (apart.length - 1) * lines - apart.length * CALL_LINES - HELPER_LINES;
  return { places: apart, hope: apart.length > 1 ? hope : 0 };
}

function overlaps(a: RunPlace, b: RunPlace): boolean {
  return (
    a.host === b.host &&
    a.statements[0].start < b.statements.at(-1)!.end &&
    b.statements[0].start < a.statements.at(-1)!.end
  );
}

function linesOf({ host, statements }: RunPlace): number {
  return host.text.slice(statements[0].start, statements.at(-1)!.end).split("\n").length;
}
