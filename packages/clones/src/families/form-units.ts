import type { SimilarPairs } from "../join/similar-pairs.ts";
import type { Corpus } from "../scan/corpus.ts";
import { membersOf, type Shapes } from "./group-shapes.ts";
import type { MemberJudge } from "./member-judge.ts";
import { chooseRepresentative } from "./representative.ts";

export interface Neighbour {
  readonly unit: Unit;
  readonly similarity: number;
}

/** Functions that stay together while families grow: copies of one shape, later whole families. */
export class Unit {
  readonly shape: number;
  readonly centre: number;
  readonly members: number[];
  /** The lowest similarity of a member to the centre. */
  lowest: number;
  /** Units that do not fit around the centre: they only grow, so they never will. */
  private refused: Set<Unit> | undefined;
  readonly neighbours: Neighbour[] = [];
  /** No neighbour, joined ones included, is more similar. */
  closest = 0;
  /** Position in the order by content, which breaks ties. */
  rank = 0;
  /** The unit that took this one. */
  joined: Unit | undefined;
  private lastRound = Number.POSITIVE_INFINITY;

  constructor(shape: number, centre: number, members: number[], lowest: number) {
    this.shape = shape;
    this.centre = centre;
    this.members = members;
    this.lowest = lowest;
  }

  root(): Unit {
    return this.joined === undefined ? this : this.joined.root();
  }

  addNeighbour(neighbour: Neighbour): void {
    this.neighbours.push(neighbour);
    this.closest = Math.max(this.closest, neighbour.similarity);
  }

  take(other: Unit, lowest: number, round: number): void {
    for (const member of other.members) this.members.push(member);
    this.lowest = Math.min(this.lowest, lowest);
    for (const neighbour of other.neighbours) this.addNeighbour(neighbour);
    other.joined = this;
    this.lastRound = round;
  }

  refuse(other: Unit): void {
    this.refused ??= new Set();
    this.refused.add(other);
  }

  refuses(other: Unit): boolean {
    return this.refused?.has(other) ?? false;
  }

  /** Whether it has become a centre's unit in this round; such a unit is not taken in the same one. */
  holdsFrom(round: number): boolean {
    return this.lastRound === round;
  }
}

/**
 * One unit for the functions of a shape that are similar to its representative, another one for those of the rest that
 * are similar to theirs, and so on. Shapes with one function and no similar pair give none.
 */
export function formUnits(corpus: Corpus, shapes: Shapes, pairs: SimilarPairs, judge: MemberJudge): Unit[] {
  const isPaired = new Uint8Array(shapes.count);
  for (let i = 0; i < pairs.count; i++) isPaired[pairs.left[i]] = isPaired[pairs.right[i]] = 1;
  const units: Unit[] = [];
  for (let shape = 0; shape < shapes.count; shape++) {
    let pool = Array.from(membersOf(shapes, shape));
    if (pool.length === 1 && isPaired[shape] === 0) continue;
    while (pool.length > 0) {
      const centre = chooseRepresentative(corpus, pool);
      const { unit, rest } = splitOff(shape, centre, pool, judge);
      units.push(unit);
      pool = rest;
    }
  }
  rankByContent(corpus, units);
  return units;
}

function splitOff(shape: number, centre: number, pool: readonly number[], judge: MemberJudge) {
  const members: number[] = [];
  const rest: number[] = [];
  let lowest = 1;
  for (const f of pool) {
    const similarity = judge.lowestSimilarity(centre, [f]);
    if (similarity === undefined) rest.push(f);
    else members.push(f);
    lowest = Math.min(lowest, similarity ?? 1);
  }
  return { unit: new Unit(shape, centre, members, lowest), rest };
}

function rankByContent(corpus: Corpus, units: readonly Unit[]): void {
  const { exactLow, exactHigh } = corpus.functions;
  const ordered = [...units].sort(
    (a, b) =>
      exactHigh[a.centre] - exactHigh[b.centre] ||
      exactLow[a.centre] - exactLow[b.centre] ||
      a.centre - b.centre,
  );
  ordered.forEach((unit, i) => {
    unit.rank = i;
  });
}
