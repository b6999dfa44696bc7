import type { NeighbourPairs } from "./compare-neighbours.ts";

/** Signatures around a centre, each with its distance from it; the centre comes first. */
export interface Cluster {
  readonly signatures: readonly number[];
  readonly farthest: number;
}

/**
 * Clusters around centres: the signature with most functions around it takes all of its free neighbours, and so on. No
 * member is farther from its centre than the pairs' threshold, so nothing chains. A signature that several functions have
 * is a cluster by itself when nothing else is left for it. Ties go to the signature that comes first.
 */
export function clusterSignatures(sizes: readonly number[], pairs: readonly NeighbourPairs[]): Cluster[] {
  const neighbours = neighboursOf(sizes.length, pairs);
  const reach = sizes.map(
    (size, s) => size + sum([...(neighbours[s]?.keys() ?? [])].map((other) => sizes[other])),
  );
  const order = [...sizes.keys()].sort((a, b) => reach[b] - reach[a] || a - b);
  const isTaken = new Uint8Array(sizes.length);
  const clusters: Cluster[] = [];
  for (const centre of order) {
    if (isTaken[centre] === 1) continue;
    const around = [...(neighbours[centre] ?? [])].filter(([other]) => isTaken[other] === 0);
    if (around.length === 0 && sizes[centre] < 2) continue;
    for (const s of [centre, ...around.map(([other]) => other)]) isTaken[s] = 1;
    around.sort((a, b) => a[0] - b[0]);
    clusters.push({
      signatures: [centre, ...around.map(([other]) => other)],
      farthest: around.reduce((most, [, distance]) => Math.max(most, distance), 0),
    });
  }
  return clusters;
}

/** The same pair may have been found in several orders. Most signatures have no neighbour and no map. */
function neighboursOf(count: number, pairs: readonly NeighbourPairs[]): (Map<number, number> | undefined)[] {
  const neighbours: (Map<number, number> | undefined)[] = new Array(count).fill(undefined);
  const add = (from: number, to: number, distance: number) => {
    neighbours[from] ??= new Map();
    neighbours[from].set(to, distance);
  };
  for (const { left, right, distance } of pairs) {
    for (let i = 0; i < left.length; i++) {
      add(left[i], right[i], distance[i]);
      add(right[i], left[i], distance[i]);
    }
  }
  return neighbours;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
