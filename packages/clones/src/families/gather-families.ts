import type { SimilarPairs } from "../join/similar-pairs.ts";
import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import { FunctionComparer } from "../verify/compare-functions.ts";
import type { DraftFamily } from "./draft-family.ts";
import { membersOf, type Shapes } from "./group-shapes.ts";
import { chooseRepresentative } from "./representative.ts";

/*
 * Families around a centre.
 *
 * Shapes are nodes, verified pairs of shapes are edges. The shape that has most functions in and around it, each
 * counted with its similarity, becomes the first centre and takes what is free of them; the next one takes from what
 * is left, and so on (a greedy star cover). Every member is measured against the centre itself, so there are no chains
 * in which neighbours are alike and the ends are not. Members of the centre's own shape that fall short (same outline,
 * other meaning) start again among themselves, with what else is left around them.
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
  const neighbours = listNeighbours(shapes.count, pairs);
  const taken = new Uint8Array(shapes.shapeOf.length);
  const freeOf = (shape: number) => membersOf(shapes, shape).filter((f) => taken[f] === 0);
  const judge = new MemberJudge(corpus, options);
  for (const shape of centreOrder(corpus, shapes, neighbours, pairs, options.minTokens)) {
    let pool: Int32Array = freeOf(shape);
    let others: Int32Array = Int32Array.from(
      (neighbours[shape] ?? []).flatMap((edge) => [...freeOf(otherEnd(pairs, edge, shape))]),
    );
    while (pool.length > 0 && pool.length + others.length > 1) {
      const { family, left } = judge.gather(chooseRepresentative(corpus, pool), pool, others);
      pool = left;
      if (family === undefined) continue;
      families.push(family);
      for (const f of family.members) taken[f] = 1;
      others = others.filter((f) => taken[f] === 0);
    }
  }
  return families;
}

/** For each shape the edges (indexes of `pairs`) at it. */
function listNeighbours(count: number, pairs: SimilarPairs): (number[] | undefined)[] {
  const lists: (number[] | undefined)[] = new Array(count);
  for (let edge = 0; edge < pairs.count; edge++) {
    (lists[pairs.left[edge]] ??= []).push(edge);
    (lists[pairs.right[edge]] ??= []).push(edge);
  }
  return lists;
}

function otherEnd(pairs: SimilarPairs, edge: number, shape: number): number {
  return pairs.left[edge] === shape ? pairs.right[edge] : pairs.left[edge];
}

/** Shapes that can be a centre, those with most in and around them first. */
function centreOrder(
  corpus: Corpus,
  shapes: Shapes,
  neighbours: readonly (number[] | undefined)[],
  pairs: SimilarPairs,
  minTokens: number,
): number[] {
  const { shapeLow, shapeHigh, tokenCount } = corpus.functions;
  const first = (s: number) => shapes.members[shapes.start[s]];
  const size = (s: number) => shapes.start[s + 1] - shapes.start[s];
  const reach = new Float64Array(shapes.count);
  const order: number[] = [];
  for (let s = 0; s < shapes.count; s++) {
    reach[s] = size(s);
    for (const edge of neighbours[s] ?? [])
      reach[s] += size(otherEnd(pairs, edge, s)) * pairs.similarity[edge];
    const hasPartner = size(s) > 1 || neighbours[s] !== undefined;
    if (hasPartner && tokenCount[first(s)] >= minTokens) order.push(s);
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
