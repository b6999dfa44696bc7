import type { Outline } from "./outlines.ts";
import { CAN_END, CAN_START, IS_CASE } from "./statement-runs.ts";

/*
 * From places with a common seed to the runs of statements that they have in common.
 *
 * All places advance statement by statement while they agree. Where they no longer do, the search branches: places whose
 * next few statements are the same go on together, be it at once (then some of the places have more in common than all)
 * or after an edit, when a place skips up to LONGEST_EDIT statements. A statement that was put in, taken out or changed
 * in one copy is such an edit. Braces must come out even on both sides, so that a run stays one in its block.
 * Every branch has fewer places or one more edit, and MOST_FRONTS bounds how many are followed.
 */

/** A place that a run grows from, and the statement that it must not grow into. */
export interface RunStart {
  readonly outline: Outline;
  readonly statement: number;
  readonly limit: number;
}

/** A run that is whole in all of its places. */
export interface GrownRun {
  /** Which of the places that were given. */
  readonly members: readonly number[];
  /** Of each member the first statement, and the one behind the last. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Statements and tokens that all have in common. */
  readonly statements: number;
  readonly tokens: number;
  readonly hash: number;
  readonly edits: number;
}

/** Places that have advanced together; `at` is the next statement of each. */
interface Front {
  readonly members: readonly number[];
  readonly at: number[];
  depth: number;
  statements: number;
  tokens: number;
  hash: number;
  readonly edits: number;
}

const LONGEST_EDIT = 4;
const MOST_EDITS = 3;
const MOST_FRONTS = 64;
/**
 * A run that is not whole again after this many statements is given up: ten thousand nested blocks would be walked to
 * their end from every one of them. What stands inside a block that long starts runs of its own.
 */
const MOST_STATEMENTS = 256;

export function growRuns(places: readonly RunStart[]): GrownRun[] {
  const starts = moveLeft(places);
  const found: GrownRun[] = [];
  const counts = { depth: 0, statements: 0, tokens: 0, hash: 0x1b873593, edits: 0 };
  const pending: Front[] = [
    { members: [...starts.keys()], at: starts.map((start) => start.statement), ...counts },
  ];
  for (let seen = 0; pending.length > 0 && seen < MOST_FRONTS; seen++) {
    const front = pending.pop()!;
    const { run, isBlocked } = advance(starts, front);
    if (run !== undefined) found.push(run);
    if (!isBlocked) pending.push(...branch(starts, front).reverse());
  }
  return found;
}

/** The same places at the first statement that all have in common, as long as nothing but plain statements lie between. */
function moveLeft(places: readonly RunStart[]): RunStart[] {
  let by = 0;
  while (places.every((place, m) => isPlainBefore(place, places[m - 1] ?? places[0], m === 0, by))) by++;
  return places.map((place) => ({ ...place, statement: place.statement - by }));
}

function isPlainBefore(place: RunStart, other: RunStart, isFirst: boolean, by: number): boolean {
  const { outline } = place;
  const before = place.statement - by - 1;
  if (before < 1 || outline.braces[before] !== 0 || (outline.flags[before] & CAN_START) === 0) return false;
  // Two places in one function must not grow into one another.
  if (!isFirst && other.outline === outline) return false;
  return outline.keys[before] === other.outline.keys[other.statement - by - 1];
}

/** Advances while all members agree: the longest run that is whole, and whether a block or a case has ended. */
function advance(
  starts: readonly RunStart[],
  front: Front,
): { run: GrownRun | undefined; isBlocked: boolean } {
  const { members, at } = front;
  const { outline } = starts[members[0]];
  const begun = front.statements;
  let run: GrownRun | undefined;
  while (doAgree(starts, front)) {
    const s = at[0];
    const isLost = front.statements - (run?.statements ?? begun) > MOST_STATEMENTS;
    if (isLost || endsBlock(outline, s, front.depth)) return { run, isBlocked: true };
    front.depth += outline.braces[s];
    front.statements++;
    front.tokens += outline.ends[s] - outline.ends[s - 1];
    front.hash = mix(front.hash, outline.keys[s]);
    for (let m = 0; m < at.length; m++) at[m]++;
    if (front.depth === 0 && at.every((next, m) => (starts[members[m]].outline.flags[next] & CAN_END) !== 0))
      run = wholeRun(starts, front);
  }
  return { run, isBlocked: false };
}

function doAgree(starts: readonly RunStart[], { members, at }: Front): boolean {
  const key = starts[members[0]].outline.keys[at[0]];
  for (let m = 0; m < at.length; m++) {
    const { outline, limit } = starts[members[m]];
    if (at[m] >= limit || outline.keys[at[m]] !== key) return false;
  }
  return true;
}

function endsBlock({ flags, braces }: Outline, s: number, depth: number): boolean {
  return depth + braces[s] < 0 || (depth === 0 && (flags[s] & IS_CASE) !== 0);
}

function wholeRun(
  starts: readonly RunStart[],
  { members, at, statements, tokens, hash, edits }: Front,
): GrownRun {
  const from = members.map((m) => starts[m].statement);
  return { members, from, to: [...at], statements, tokens, hash, edits };
}

/** Members that may go on together: where each resumes, and how many statements they skip in all. */
interface Resumption {
  readonly members: number[];
  readonly at: number[];
  /** Braces opened by what is skipped less those it closes: the same for all. */
  readonly depth: number;
  skipped: number;
}

/** The fronts that go on from here: most members first, then the smallest edits; none within another's members. */
function branch(starts: readonly RunStart[], front: Front): Front[] {
  const resumptions = [...listResumptions(starts, front).values()].filter(
    ({ members }) => members.length > 1,
  );
  resumptions.sort((a, b) => b.members.length - a.members.length || a.skipped - b.skipped);
  const taken: Set<number>[] = [];
  const fronts: Front[] = [];
  for (const { members, at, depth, skipped } of resumptions) {
    if (taken.some((others) => members.every((m) => others.has(m)))) continue;
    taken.push(new Set(members));
    const edits = front.edits + (skipped > 0 ? 1 : 0);
    if (edits <= MOST_EDITS) fronts.push({ ...front, members, at, depth: front.depth + depth, edits });
  }
  return fronts;
}

/** By what comes next and the braces until there. */
function listResumptions(starts: readonly RunStart[], front: Front): Map<number, Resumption> {
  const found = new Map<number, Resumption>();
  front.members.forEach((m, i) => {
    const { outline, limit } = starts[m];
    let depth = 0;
    for (let skipped = 0; skipped <= LONGEST_EDIT; skipped++) {
      const at = front.at[i] + skipped;
      if (at >= limit) return;
      if (outline.resume[at] !== 0) note(found, mix(outline.resume[at], depth), { m, at, depth, skipped });
      if (endsBlock(outline, at, front.depth + depth)) return;
      depth += outline.braces[at];
    }
  });
  return found;
}

function note(
  found: Map<number, Resumption>,
  key: number,
  { m, at, depth, skipped }: { m: number; at: number; depth: number; skipped: number },
): void {
  const resumption = found.get(key);
  if (resumption === undefined) found.set(key, { members: [m], at: [at], depth, skipped });
  else if (resumption.members.at(-1) !== m) {
    resumption.members.push(m);
    resumption.at.push(at);
    resumption.skipped += skipped;
  }
}

function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
