import { type Corpus, fingerprintsOf } from "../scan/corpus.ts";
import type { Rows } from "../scan/shard.ts";
import type { Snapshot } from "./snapshot.ts";

/*
 * How frequent each fingerprint is, from what the snapshot says and from the functions that came and went.
 *
 * Counting anew is a random access into a table of a hundred megabytes for each of ten million fingerprints; this is one pass
 * along the snapshot's, with a small map of those whose number changed. O(fingerprints), but each costs a look at a
 * byte of a table that stays in the processor's cache. Counts end at 255 in the snapshot, so it works only as long as
 * none changes by more than what lies between that and what the index cares about.
 */

const LARGEST_CHANGE = 50;
const MOST_CHANGED = 1 << 18;
const LARGEST_COUNT = 255;
const FILTER_BITS = 20;

/** The counts for the fingerprints of all nodes, end to end; undefined when too much has changed. */
export function keptCounts(
  base: Snapshot,
  baseRow: Int32Array,
  corpus: Corpus,
  nodes: Int32Array,
): Uint8Array | undefined {
  const baseNode = matchNodes(base, baseRow, nodes);
  const changed = new ChangedCounts();
  const isKept = new Uint8Array(base.index.nodes.length);
  nodes.forEach((f, n) => {
    if (baseNode[n] >= 0) isKept[baseNode[n]] = 1;
    else changed.add(fingerprintsOf(corpus, f), 1);
  });
  base.index.nodes.forEach((f, b) => {
    if (isKept[b] === 0) changed.add(printsOf(base, f), -1);
  });
  if (!changed.isSmall()) return undefined;
  const { counts, starts } = settle(base, changed);
  return arrange(corpus, nodes, baseNode, { counts, starts }, changed);
}

/** The snapshot's node of each node, or -1. */
function matchNodes(base: Snapshot, baseRow: Int32Array, nodes: Int32Array): Int32Array {
  const nodeOfRow = new Int32Array(base.functions.start.length).fill(-1);
  base.index.nodes.forEach((f, b) => {
    nodeOfRow[f] = b;
  });
  return nodes.map((f) => (baseRow[f] < 0 ? -1 : nodeOfRow[baseRow[f]]));
}

function printsOf({ functions, fingerprints }: Rows, f: number): Int32Array {
  const from = functions.printStart[f];
  return fingerprints.subarray(from, from + functions.printCount[f]);
}

/** The snapshot's counts as they are now, by its nodes; `changed` learns what it needs for the nodes that are new. */
function settle(base: Snapshot, changed: ChangedCounts) {
  const counts = base.index.counts.slice();
  const starts = new Int32Array(base.index.nodes.length + 1);
  const seen: number[] = [];
  const { nodes } = base.index;
  const { fingerprints, functions } = base;
  const { printStart, printCount } = functions;
  const { filter } = changed;
  let at = 0;
  for (let b = 0; b < nodes.length; b++) {
    const from = printStart[nodes[b]];
    const to = from + printCount[nodes[b]];
    for (let i = from; i < to; i++, at++) {
      const print = fingerprints[i];
      if (filter[filterSlot(print)] === 0 || !changed.has(print)) continue;
      changed.learn(print, counts[at]);
      seen.push(at, print);
    }
    starts[b + 1] = at;
  }
  for (let i = 0; i < seen.length; i += 2) counts[seen[i]] = changed.countOf(seen[i + 1]);
  return { counts, starts };
}

function arrange(
  corpus: Corpus,
  nodes: Int32Array,
  baseNode: Int32Array,
  { counts, starts }: { counts: Uint8Array; starts: Int32Array },
  changed: ChangedCounts,
): Uint8Array {
  let length = 0;
  for (const f of nodes) length += corpus.functions.printCount[f];
  const all = new Uint8Array(new SharedArrayBuffer(length));
  let at = 0;
  nodes.forEach((f, n) => {
    const b = baseNode[n];
    if (b >= 0) {
      all.set(counts.subarray(starts[b], starts[b + 1]), at);
      at += starts[b + 1] - starts[b];
    } else for (const print of fingerprintsOf(corpus, f)) all[at++] = changed.countOf(print);
  });
  return all;
}

function filterSlot(print: number): number {
  return Math.imul(print, 0x9e3779b1) >>> (32 - FILTER_BITS);
}

/** Fingerprints of the functions that came and went. */
class ChangedCounts {
  private readonly changes = new Map<number, number>();
  private readonly known = new Map<number, number>();
  /** By {@link filterSlot}: 0 for most fingerprints that are not among these. */
  readonly filter = new Uint8Array(1 << FILTER_BITS);

  add(prints: Int32Array, change: number): void {
    if (this.changes.size > MOST_CHANGED) return;
    for (const print of prints) {
      this.changes.set(print, (this.changes.get(print) ?? 0) + change);
      this.filter[filterSlot(print)] = 1;
    }
  }

  isSmall(): boolean {
    if (this.changes.size > MOST_CHANGED) return false;
    for (const change of this.changes.values()) if (Math.abs(change) > LARGEST_CHANGE) return false;
    return true;
  }

  has(print: number): boolean {
    return this.changes.has(print);
  }

  learn(print: number, count: number): void {
    this.known.set(print, count);
  }

  /** The count now; one that is too large to be told stays so. */
  countOf(print: number): number {
    const known = this.known.get(print) ?? 0;
    if (known === LARGEST_COUNT) return LARGEST_COUNT;
    return Math.min(LARGEST_COUNT, known + (this.changes.get(print) ?? 0));
  }
}
