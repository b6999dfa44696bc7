import type { SourceEntry } from "@kindred/c-source";
import { contentOf, type DraftFamily, wholeFunction } from "../families/draft-family.ts";
import { chooseRepresentative } from "../families/representative.ts";
import type { CloneType } from "../families.ts";
import type { FindOptions } from "../find-request.ts";
import type { Corpus } from "../scan/corpus.ts";
import type { StageClock } from "../stage-clock.ts";
import type { TaskPool } from "../workers/task-pool.ts";
import { type Cluster, clusterSignatures } from "./cluster-signatures.ts";
import type { NeighbourPairs } from "./compare-neighbours.ts";
import { orderSignatures } from "./order-signatures.ts";
import type { SignJob } from "./sign-sources.ts";
import { groupSignatures, isPrinted, type Signatures } from "./signatures.ts";

/*
 * Families by the method of the driver study (DrComp): functions whose signatures are near each other.
 *
 * Signatures and what is left out are the original's (read-signature.ts, signatures.ts). Its matching was never published;
 * ours is: equal signatures by hash, then each with its neighbours in three orders (order-signatures.ts), distance
 * (signature-distance.ts), clusters around centres. O(n log n) for the orders, O(n) comparisons.
 * Known misses: alike signatures that stand more than WINDOW apart in all three orders.
 */

/** Functions with more points are left out; the largest of Linux 6.12's drivers/ has a quarter of that. */
const MOST_POINTS = 1 << 14;
const SOURCES_PER_TASK = 256;
const SIGNATURES_PER_TASK = 4096;
const WINDOW = 24;
/** The distance, in lines, at which the similarity is one half: 0.7, the default, is a distance of half a line. */
const HALF_DISTANCE = 7 / 6;

export async function findBySignature(
  pool: TaskPool,
  sources: readonly SourceEntry[],
  corpus: Corpus,
  options: FindOptions,
  clock: StageClock,
): Promise<DraftFamily[]> {
  const signatures = await clock.time("sign", () => sign(pool, sources, corpus, options.minTokens));
  const most = HALF_DISTANCE * (1 / options.similarity - 1);
  const pairs = await clock.time("compare", () => comparePairs(pool, signatures, most));
  return clock.time("cluster", () => {
    const sizes = signatures.members.map((members) => members.length);
    return clusterSignatures(sizes, pairs).map((cluster) => toFamily(corpus, signatures, cluster));
  });
}

async function sign(
  pool: TaskPool,
  sources: readonly SourceEntry[],
  corpus: Corpus,
  minTokens: number,
): Promise<Signatures> {
  const { start, startLine, source, tokenCount } = corpus.functions;
  const results = await pool.run(signJobs(sources, corpus).map((job) => ({ kind: "sign" as const, job })));
  const counts = results.flatMap((result) => Array.from(result.counts));
  const pointsAt = results.flatMap(({ points, counts: own }) => slices(points, own));
  if (counts.length !== source.length) throw new Error("Each function of the corpus has a signature.");
  return groupSignatures(start.length, (f) => {
    const points = pointsAt[f];
    const isKept = tokenCount[f] >= minTokens && points.length <= MOST_POINTS;
    return isKept && isPrinted(points, startLine[f]) ? points : undefined;
  });
}

/** Functions stand in the corpus by source, then by position. */
function signJobs(sources: readonly SourceEntry[], { functions }: Corpus): SignJob[] {
  const jobs: SignJob[] = [];
  let f = 0;
  let open: { path: string; name: string; starts: Int32Array }[] = [];
  sources.forEach(({ path, name }, i) => {
    const from = f;
    while (f < functions.source.length && functions.source[f] === i) f++;
    if (f > from) open.push({ path, name, starts: functions.start.slice(from, f) });
    if (open.length === SOURCES_PER_TASK || i === sources.length - 1) {
      if (open.length > 0) jobs.push({ sources: open });
      open = [];
    }
  });
  return jobs;
}

function slices(points: Int32Array, counts: Int32Array): Int32Array[] {
  let at = 0;
  return Array.from(counts, (count) => points.subarray(at, (at += count)));
}

async function comparePairs(pool: TaskPool, signatures: Signatures, most: number): Promise<NeighbourPairs[]> {
  const { start, points } = signatures;
  const tasks = orderSignatures(signatures).flatMap((order) => {
    const parts = [];
    for (let from = 0; from < order.length; from += SIGNATURES_PER_TASK) {
      const to = Math.min(order.length, from + SIGNATURES_PER_TASK);
      parts.push({ kind: "near" as const, job: { start, points, order, from, to, window: WINDOW, most } });
    }
    return parts;
  });
  return pool.run(tasks);
}

function toFamily(corpus: Corpus, { members }: Signatures, { signatures, farthest }: Cluster): DraftFamily {
  const centre = chooseRepresentative(corpus, members[signatures[0]]);
  const all = signatures.flatMap((s) => members[s]).sort((a, b) => a - b);
  return {
    grain: "function",
    type: typeOf(corpus, centre, all),
    centre: wholeFunction(corpus, centre),
    members: all.map((f) => wholeFunction(corpus, f)),
    similarity: 1 / (1 + farthest / HALF_DISTANCE),
    content: contentOf(corpus, centre),
  };
}

/** The types mean what they mean to the other method. */
function typeOf({ functions }: Corpus, centre: number, members: readonly number[]): CloneType {
  const isAlike = (high: Int32Array, low: Int32Array) =>
    members.every((f) => high[f] === high[centre] && low[f] === low[centre]);
  if (isAlike(functions.exactHigh, functions.exactLow)) return "type-1";
  return isAlike(functions.shapeHigh, functions.shapeLow) ? "type-2" : "type-3";
}
