/**
 * Splits items that cannot be folded together into parts that can: agglomerative clustering with the fold itself as
 * judge. Every item begins as a part of its own, or in a group that is likely to fold; the two parts whose union
 * gains most are joined, again and again, until no union gains. Unions that would fold but save nothing yet are joined
 * last, since a third item may pay for the helper. Each item ends in one part; equal inputs give equal parts.
 *
 * At most `MOST_TRIALS` unions are tried, the most alike first, of at most `MOST_ITEMS` items, and none of items that
 * are less alike than `LEAST_LIKENESS`. Known miss: a pair that cannot be folded is never in one part, although a
 * third item might have aligned the two.
 */
export interface PartJudge<Item, Fold> {
  /** How alike two items are: 0 for not at all, about 1 for equal ones; asked once for every pair. */
  likeness(a: Item, b: Item): number;
  /** What folding these items gives; `fold` is missing while it saves nothing; undefined when they cannot be folded. */
  tryFold(items: readonly Item[]): PartTrial<Fold> | undefined;
}

export interface PartTrial<Fold> {
  readonly fold: Fold | undefined;
  /** Lines that go away, 0 at least. */
  readonly saved: number;
}

const MOST_ITEMS = 120;
const MOST_TRIALS = 160;
const LEAST_LIKENESS = 0.5;

/** A part in growth: positions of its items, ascending. */
interface Part<Fold> extends PartTrial<Fold> {
  readonly at: readonly number[];
}

/** The parts worth folding. `groups` are positions of items that are likely to fold together. */
export function growParts<Item, Fold>(
  items: readonly Item[],
  groups: readonly (readonly number[])[],
  judge: PartJudge<Item, Fold>,
): Fold[] {
  const some = items.slice(0, MOST_ITEMS);
  const tryUnion = trialsOf(some, judge);
  const likeness = likenessTable(some, judge);
  let parts = startingParts<Fold>(some.length, groups, tryUnion);
  for (;;) {
    const joined = joinBest(parts, likeness, tryUnion);
    if (!joined) break;
    parts = joined;
  }
  return parts.sort((a, b) => a.at[0] - b.at[0]).flatMap(({ fold }) => (fold === undefined ? [] : [fold]));
}

type TryUnion<Fold> = (at: readonly number[]) => Part<Fold> | undefined;

/** Trials, each made once, and none after the last that may be made. */
function trialsOf<Item, Fold>(items: readonly Item[], judge: PartJudge<Item, Fold>): TryUnion<Fold> {
  const known = new Map<string, Part<Fold> | undefined>();
  return (at) => {
    const sorted = [...at].sort((a, b) => a - b);
    const key = sorted.join();
    if (known.has(key)) return known.get(key);
    if (known.size >= MOST_TRIALS) return undefined;
    const trial = judge.tryFold(sorted.map((i) => items[i]));
    const part = trial && { ...trial, at: sorted };
    known.set(key, part);
    return part;
  };
}

function likenessTable<Item, Fold>(items: readonly Item[], judge: PartJudge<Item, Fold>): number[][] {
  const table: number[][] = items.map(() => []);
  for (const [i, a] of items.entries()) {
    for (let j = 0; j < i; j++) table[i][j] = table[j][i] = judge.likeness(items[j], a);
  }
  return table;
}

function startingParts<Fold>(
  count: number,
  groups: readonly (readonly number[])[],
  tryUnion: TryUnion<Fold>,
): Part<Fold>[] {
  const grouped: Part<Fold>[] = [];
  for (const group of groups) {
    const some = group.filter((at) => at < count);
    const part = some.length > 1 && some.length < count ? tryUnion(some) : undefined;
    if (part) grouped.push(part);
  }
  const taken = new Set(grouped.flatMap(({ at }) => at));
  const singles = Array.from({ length: count }, (_, i) => i).filter((i) => !taken.has(i));
  return [...grouped, ...singles.map((i): Part<Fold> => ({ at: [i], fold: undefined, saved: 0 }))];
}

interface Union<Fold> {
  readonly a: Part<Fold>;
  readonly b: Part<Fold>;
  readonly likeness: number;
}

/** The parts with the best two of them joined; undefined when no union is worth it. */
function joinBest<Fold>(
  parts: readonly Part<Fold>[],
  likeness: readonly (readonly number[])[],
  tryUnion: TryUnion<Fold>,
): Part<Fold>[] | undefined {
  let best: { union: Union<Fold>; part: Part<Fold>; gain: number } | undefined;
  for (const union of unionsOf(parts, likeness)) {
    const part = tryUnion([...union.a.at, ...union.b.at]);
    const gain = part ? part.saved - union.a.saved - union.b.saved : -1;
    const isHopeful = gain === 0 && union.a.saved === 0 && union.b.saved === 0;
    if (part && (gain > 0 || isHopeful) && (!best || gain > best.gain)) best = { union, part, gain };
  }
  if (!best) return undefined;
  const { union, part } = best;
  return [part, ...parts.filter((each) => each !== union.a && each !== union.b)];
}

/** All pairs of parts that are alike enough, the most alike first. */
function unionsOf<Fold>(
  parts: readonly Part<Fold>[],
  likeness: readonly (readonly number[])[],
): Union<Fold>[] {
  const unions: Union<Fold>[] = [];
  for (const [i, a] of parts.entries()) {
    for (const b of parts.slice(i + 1)) {
      const nearest = Math.max(...a.at.flatMap((x) => b.at.map((y) => likeness[x][y])));
      if (nearest >= LEAST_LIKENESS) unions.push({ a, b, likeness: nearest });
    }
  }
  const first = ({ a, b }: Union<Fold>): number => Math.min(a.at[0], b.at[0]);
  const second = ({ a, b }: Union<Fold>): number => Math.max(a.at[0], b.at[0]);
  return unions.sort((u, v) => v.likeness - u.likeness || first(u) - first(v) || second(u) - second(v));
}
