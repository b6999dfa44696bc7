import type { Corpus } from "../scan/corpus.ts";
import { IntColumn } from "../scan/int-column.ts";
import type { TaskPool } from "../workers/task-pool.ts";
import { eachStretch } from "./each-stretch.ts";
import { PrintCounter, scatter } from "./print-counter.ts";

/*
 * How many nodes have each fingerprint, for the fingerprints of all nodes, end to end; up to 255.
 *
 * One hash table over ten million fingerprints misses the processor's caches at every step. So they are parted by some
 * bits of their (scattered) value, each part is counted on its own in a smaller table, by whichever thread is free, and the
 * counts are written where they belong: no two parts write to the same place. O(fingerprints).
 */

export interface CountJob {
  readonly corpus: Corpus;
  readonly nodes: Int32Array;
  readonly counts: Uint8Array;
  readonly part: number;
}

const PART_BITS = 3;
/** Parts are of about the same size; a large one makes its columns grow. */
const ROOM = 1 << 12;

export async function countPrints(pool: TaskPool, corpus: Corpus, nodes: Int32Array): Promise<Uint8Array> {
  let total = 0;
  for (const f of nodes) total += corpus.functions.printCount[f];
  const counts = new Uint8Array(new SharedArrayBuffer(total));
  const parts = Array.from({ length: 1 << PART_BITS }, (_, part) => part);
  await pool.run(parts.map((part) => ({ kind: "count" as const, job: { corpus, nodes, counts, part } })));
  return counts;
}

/** A task: counts the fingerprints of one part. */
export function countPart({ corpus, nodes, counts, part }: CountJob): undefined {
  const { prints, places } = collectPart(corpus, nodes, counts.length >> PART_BITS, part);
  const { data, length } = prints;
  const counter = new PrintCounter(length);
  eachStretch(length, (from, to) => countStretch(counter, data, from, to));
  eachStretch(length, (from, to) => {
    for (let i = from; i < to; i++) counts[places.data[i]] = counter.countAt(data[i]);
  });
}

/** Puts its slot in the place of each fingerprint. */
function countStretch(counter: PrintCounter, prints: Int32Array, from: number, to: number): void {
  for (let i = from; i < to; i++) prints[i] = counter.count(prints[i]);
}

/** The fingerprints of one part, and their places; about `expected` of them. */
function collectPart(corpus: Corpus, nodes: Int32Array, expected: number, part: number) {
  const prints = new IntColumn(expected + ROOM);
  const places = new IntColumn(expected + ROOM);
  const { printStart, printCount } = corpus.functions;
  let at = 0;
  eachStretch(nodes.length, (from, to) => {
    for (let n = from; n < to; n++) {
      const f = nodes[n];
      const fingerprints = corpus.fingerprints[corpus.shardOf[f]];
      const end = printStart[f] + printCount[f];
      for (let i = printStart[f]; i < end; i++, at++) {
        if (scatter(fingerprints[i]) >>> (32 - PART_BITS) !== part) continue;
        prints.push(fingerprints[i]);
        places.push(at);
      }
    }
  });
  return { prints, places };
}
