import type { SimilarPairs } from "../join/similar-pairs.ts";
import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import { FunctionComparer } from "../verify/compare-functions.ts";
import type { DraftFamily } from "./draft-family.ts";
import { membersOf, type Shapes } from "./group-shapes.ts";
import { chooseRepresentative } from "./representative.ts";

/*
 * Families around a centre.
 *
 * Shapes are nodes, verified pairs of shapes are edges. The shape with most functions in and around it becomes the
 * first centre and takes its neighbours, the next one takes what is left, and so on (greedy star cover). Every member is then
 * measured against the centre itself, so there are no chains in which neighbours are alike and the ends are not.
 * Members of the centre's own shape that fall short (same outline, other meaning) start again among themselves.
 * Deterministic: ties are broken by content hash, then by the order of the sources.
 */

export interface GatherOptions {
  readonly similarity: number;
  /** A centre has at least this many tokens. */
  readonly minTokens: number;
  readonly includeBoilerplate: boolean;
}

export function gatherFamilies(
  corpus: Corpus,
  shapes: Shapes,
  pairs: SimilarPairs,
  options: GatherOptions,
): DraftFamily[] {
  const families: DraftFamily[] = [];
  const neighbours = neighbourLists(shapes.count, pairs);
  const taken = new Uint8Array(shapes.count);
  const judge = new MemberJudge(corpus, options);
  for (const shape of centreOrder(corpus, shapes, neighbours, options.minTokens)) {
    if (taken[shape] === 1) continue;
    const around = neighbours[shape]?.filter((other) => taken[other] === 0) ?? [];
    let pool = membersOf(shapes, shape);
    if (pool.length + around.length < 2) continue;
    taken[shape] = 1;
    let others = Int32Array.from(around.flatMap((other) => [...membersOf(shapes, other)]));
    while (pool.length + others.length > 1 && pool.length > 0) {
      const centre = chooseRepresentative(corpus, pool);
      const round = judge.gather(centre, pool, others);
      if (round.family !== undefined) families.push(round.family);
      pool = round.left;
      for (const f of round.family?.members ?? []) taken[shapes.shapeOf[f]] = 1;
      others = others.filter((f) => taken[shapes.shapeOf[f]] === 0);
    }
  }
  return families;
}

/** For each shape with a verified neighbour, the neighbours in rising order. */
function neighbourLists(count: number, pairs: SimilarPairs): (number[] | undefined)[] {
  const lists: (number[] | undefined)[] = new Array(count);
  for (let i = 0; i < pairs.count; i++) {
    (lists[pairs.left[i]] ??= []).push(pairs.right[i]);
    (lists[pairs.right[i]] ??= []).push(pairs.left[i]);
  }
  for (const list of lists) list?.sort((a, b) => a - b);
  return lists;
}

/** Shapes that can be a centre, those with most functions in and around them first. */
function centreOrder(
  corpus: Corpus,
  shapes: Shapes,
  neighbours: readonly (number[] | undefined)[],
  minTokens: number,
): number[] {
  const { shapeLow, shapeHigh, tokenCount } = corpus.functions;
  const first = (s: number) => shapes.members[shapes.start[s]];
  const size = (s: number) => shapes.start[s + 1] - shapes.start[s];
  const reach = new Int32Array(shapes.count);
  const order: number[] = [];
  for (let s = 0; s < shapes.count; s++) {
    reach[s] = size(s);
    for (const other of neighbours[s] ?? []) reach[s] += size(other);
    if (reach[s] > 1 && tokenCount[first(s)] >= minTokens) order.push(s);
  }
  return order.sort(
    (a, b) =>
      reach[b] - reach[a] ||
      shapeLow[first(a)] - shapeLow[first(b)] ||
      shapeHigh[first(a)] - shapeHigh[first(b)],
  );
}

/** Measures candidates against a centre and makes the draft of a family. */
class MemberJudge {
  private readonly comparer: FunctionComparer;
  private readonly corpus: Corpus;
  private readonly threshold: number;

  constructor(corpus: Corpus, options: GatherOptions) {
    this.corpus = corpus;
    this.threshold = options.similarity;
    this.comparer = new FunctionComparer(options.includeBoilerplate);
  }

  gather(
    centre: number,
    pool: Int32Array,
    others: Int32Array,
  ): { family: DraftFamily | undefined; left: Int32Array } {
    const members: number[] = [];
    const left: number[] = [];
    let lowest = 1;
    const candidates = [...pool, ...others];
    candidates.forEach((f, i) => {
      const similarity = this.similarity(centre, f);
      if (similarity >= this.threshold) {
        members.push(f);
        lowest = Math.min(lowest, similarity);
      } else if (i < pool.length) left.push(f);
    });
    const family =
      members.length > 1
        ? {
            type: this.typeOf(centre, members),
            centre,
            members: Int32Array.from(members).sort(),
            similarity: lowest,
          }
        : undefined;
    return { family, left: Int32Array.from(left) };
  }

  private similarity(centre: number, f: number): number {
    if (this.isExact(centre, f)) return 1;
    const a = symbolsOf(this.corpus, centre);
    return this.comparer.similarity(a, symbolsOf(this.corpus, f), this.isShape(centre, f));
  }

  private typeOf(centre: number, members: readonly number[]): DraftFamily["type"] {
    if (members.every((f) => this.isExact(centre, f))) return "type-1";
    return members.every((f) => this.isShape(centre, f)) ? "type-2" : "type-3";
  }

  private isShape(a: number, b: number): boolean {
    const { shapeLow, shapeHigh } = this.corpus.functions;
    return shapeLow[a] === shapeLow[b] && shapeHigh[a] === shapeHigh[b];
  }

  private isExact(a: number, b: number): boolean {
    const { exactLow, exactHigh } = this.corpus.functions;
    return exactLow[a] === exactLow[b] && exactHigh[a] === exactHigh[b];
  }
}
