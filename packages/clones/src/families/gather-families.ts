import { JudgeMemo } from "../cache/judge-memo.ts";
import type { SimilarPairs } from "../join/similar-pairs.ts";
import type { Corpus } from "../scan/corpus.ts";
import { contentOf, type DraftFamily, type GatherOptions, wholeFunction } from "./draft-family.ts";
import { formUnits, type Neighbour, type Unit } from "./form-units.ts";
import type { Shapes } from "./group-shapes.ts";
import { MemberJudge } from "./member-judge.ts";

/*
 * Families around a centre, the tightest first.
 *
 * It starts with units: the functions of one shape, or a single function. In a few rounds, from similarity 1 down to the
 * threshold, units that have a pair as similar as the round asks for are joined: the one with most around it becomes
 * the centre's unit and takes its neighbours whole. A unit is taken only if every function of it is at least the
 * threshold away from the centre, so a family never has a chain in which neighbours are alike and the ends are not,
 * and close copies are not torn apart because one of them also resembles something else.
 * Deterministic: ties are broken by content hash, then by the order of the sources.
 */

const ROUNDS = 6;

export function gatherFamilies(
  corpus: Corpus,
  shapes: Shapes,
  pairs: SimilarPairs,
  options: GatherOptions,
  memo = new JudgeMemo(),
): DraftFamily[] {
  const judge = new MemberJudge(corpus, shapes, options, memo);
  const units = formUnits(corpus, shapes, pairs, judge);
  linkUnits(units, pairs);
  for (let round = 1; round <= ROUNDS; round++) {
    joinUnits(units, 1 - ((1 - options.similarity) * round) / ROUNDS, judge);
  }
  const families = units
    .filter((unit) => isFamily(unit, judge))
    .map((unit) => draft(corpus, unit, unit.members, unit.lowest, judge));
  const remnants = units.filter((unit) => unit.joined === undefined && !isFamily(unit, judge));
  return [...families, ...remnants.flatMap((unit) => pairUp(corpus, unit, judge))];
}

function isFamily(unit: Unit, judge: MemberJudge): boolean {
  return unit.joined === undefined && unit.members.length > 1 && judge.canBeCentre(unit);
}

function draft(
  corpus: Corpus,
  { centre }: Unit,
  members: readonly number[],
  similarity: number,
  judge: MemberJudge,
): DraftFamily {
  return {
    grain: "function",
    type: judge.typeOf(centre, members),
    centre: wholeFunction(corpus, centre),
    members: [...members].sort((a, b) => a - b).map((f) => wholeFunction(corpus, f)),
    similarity,
    content: contentOf(corpus, centre),
  };
}

/**
 * What is left has partners only in families whose centres it is too far from. It is shown with the most similar one
 * and the copies of that one, in a family of its own that shares them.
 */
function pairUp(corpus: Corpus, unit: Unit, judge: MemberJudge): DraftFamily[] {
  const best = unit.neighbours.reduce<Neighbour | undefined>(
    (found, next) => (isBetter(next, found) ? next : found),
    undefined,
  );
  if (best === undefined || !(judge.canBeCentre(unit) || judge.canBeCentre(best.unit))) return [];
  const { partners, similarity } = nearestOf(unit.centre, best.unit, judge);
  if (partners.length === 0) return [];
  return [draft(corpus, unit, [...unit.members, ...partners], Math.min(unit.lowest, similarity), judge)];
}

/** Functions of the other unit's shape that are looked at: the rest of so many copies says nothing new. */
const MOST_LOOKED_AT = 16;

/**
 * The function of the other unit's shape that is most similar to a centre, and its copies word for word. What is like one
 * function of a shape but not like the unit's centre may be like an idiom: then the names that tell must be common.
 */
function nearestOf(centre: number, other: Unit, judge: MemberJudge) {
  const alike = other.members.filter((f) => judge.isShape(other.centre, f));
  let nearest = other.centre;
  const toCentre = judge.lowestSimilarity(centre, [nearest]) ?? 0;
  let most = toCentre;
  for (const f of alike.slice(0, MOST_LOOKED_AT)) {
    const similarity = judge.lowestSimilarity(centre, [f]) ?? 0;
    if (similarity <= most) continue;
    nearest = f;
    most = similarity;
  }
  if (most === 0 || (toCentre === 0 && !judge.shareTellingNames(centre, nearest)))
    return { similarity: 0, partners: [] };
  return { similarity: most, partners: alike.filter((f) => judge.isExact(nearest, f)) };
}

function isBetter(next: Neighbour, found: Neighbour | undefined): boolean {
  if (found === undefined) return true;
  return (
    next.similarity > found.similarity ||
    (next.similarity === found.similarity && next.unit.rank < found.unit.rank)
  );
}

/** Gives each unit its neighbours, by the pairs between shapes. */
function linkUnits(units: readonly Unit[], pairs: SimilarPairs): void {
  const ofShape = new Map<number, Unit[]>();
  for (const unit of units) {
    const list = ofShape.get(unit.shape);
    if (list === undefined) ofShape.set(unit.shape, [unit]);
    else list.push(unit);
  }
  for (let i = 0; i < pairs.count; i++) {
    for (const a of ofShape.get(pairs.left[i]) ?? []) {
      for (const b of ofShape.get(pairs.right[i]) ?? []) {
        a.addNeighbour({ unit: b, similarity: pairs.similarity[i] });
        b.addNeighbour({ unit: a, similarity: pairs.similarity[i] });
      }
    }
  }
}

/** One round: joins units with a pair of at least `level`. */
function joinUnits(units: readonly Unit[], level: number, judge: MemberJudge): void {
  const candidates = units.filter(
    (unit) => unit.joined === undefined && unit.closest >= level && judge.canBeCentre(unit),
  );
  const ranked = candidates
    .map((unit) => ({ unit, around: freeNeighbours(unit, level) }))
    .filter(({ around }) => around.length > 0)
    .map(({ unit, around }) => ({ unit, reach: reachOf(unit, around) }))
    .sort((a, b) => b.reach - a.reach || a.unit.rank - b.unit.rank);
  for (const { unit } of ranked) {
    if (unit.joined !== undefined) continue;
    for (const { unit: other } of freeNeighbours(unit, level)) {
      if (other.joined !== undefined || other.holdsFrom(level)) continue;
      if (unit.refuses(other)) continue;
      const lowest = judge.lowestSimilarity(unit.centre, other.members);
      if (lowest === undefined) unit.refuse(other);
      else unit.take(other, lowest, level);
    }
  }
}

/** Units that are not part of another yet, the most similar first, each once. */
function freeNeighbours(unit: Unit, level: number): Neighbour[] {
  const best = new Map<Unit, number>();
  for (const { unit: other, similarity } of unit.neighbours) {
    const root = other.root();
    if (root === unit || similarity < level) continue;
    best.set(root, Math.max(best.get(root) ?? 0, similarity));
  }
  return [...best]
    .map(([other, similarity]) => ({ unit: other, similarity }))
    .sort((a, b) => b.similarity - a.similarity || a.unit.rank - b.unit.rank);
}

function reachOf(unit: Unit, around: readonly Neighbour[]): number {
  return around.reduce(
    (sum, { unit: other, similarity }) => sum + other.members.length * similarity,
    unit.members.length,
  );
}
