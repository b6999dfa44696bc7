import { type Corpus, fingerprintsOf } from "../scan/corpus.ts";
import { IntColumn } from "../scan/int-column.ts";
import { PrintCounter } from "./print-counter.ts";

/*
 * The table that the candidate join runs over: rows (fingerprint, node), found by fingerprint.
 *
 * Of each function only its rarest fingerprints are indexed, those that at least one other and at most COMMON_PRINT
 * functions have (prefix filtering, Chaudhuri 2006; as in SourcererCC): two near copies agree on which of their shared ones are
 * rare, while what half of the kernel does (take a lock, return an error) leads to no candidates at all. The
 * frequencies are counted in a hash table, no sort over all fingerprints is needed.
 *
 * This is the seam of design section 12: rows and a join over them, nothing of it knows about C.
 */
export interface FingerprintIndex extends ChosenPrints {
  /** Rows in buckets by {@link bucketOf}; nodes rise within a bucket. */
  readonly bucketStart: Int32Array;
  readonly rowPrint: Int32Array;
  readonly rowNode: Int32Array;
}

export interface ChosenPrints {
  /** Function of each node. */
  readonly nodes: Int32Array;
  /** The chosen fingerprints of node `n`: `chosen[chosenStart[n]]` up to `chosen[chosenStart[n + 1]]`. */
  readonly chosenStart: Int32Array;
  readonly chosen: Int32Array;
  /** How many nodes have a fingerprint, up to 255: for the fingerprints of all nodes, end to end. */
  readonly counts: Uint8Array;
}

/** A fingerprint of more functions than this says nothing. */
const COMMON_PRINT = 200;
/** Chosen per function; more only when more are equally rare. */
const CHOSEN_PRINTS = 24;

/** Puts the chosen fingerprints into buckets; with `isOpen` only those of buckets that an open node looks into. */
export function buildFingerprintIndex(prints: ChosenPrints, isOpen?: Uint8Array): FingerprintIndex {
  const { nodes, chosenStart, chosen } = prints;
  const bits = bitsFor(isOpen === undefined ? chosen.length : ROOM * countOpen(prints, isOpen));
  const isWanted = isOpen === undefined ? undefined : wantedBuckets(prints, isOpen, bits);
  const bucketStart = sharedInts((1 << bits) + 1);
  for (let i = 0; i < chosen.length; i++) {
    const bucket = bucketOf(chosen[i], bits);
    if (isWanted === undefined || isWanted[bucket] === 1) bucketStart[bucket + 1]++;
  }
  for (let b = 0; b < 1 << bits; b++) bucketStart[b + 1] += bucketStart[b];
  const rowPrint = sharedInts(bucketStart[1 << bits]);
  const rowNode = sharedInts(bucketStart[1 << bits]);
  const next = bucketStart.slice();
  for (let n = 0; n < nodes.length; n++) {
    for (let i = chosenStart[n]; i < chosenStart[n + 1]; i++) {
      const bucket = bucketOf(chosen[i], bits);
      if (isWanted !== undefined && isWanted[bucket] === 0) continue;
      const row = next[bucket]++;
      rowPrint[row] = chosen[i];
      rowNode[row] = n;
    }
  }
  return { ...prints, bucketStart, rowPrint, rowNode };
}

/** Buckets for each fingerprint of an open node: few others share one. */
const ROOM = 8;

function countOpen({ nodes, chosenStart }: ChosenPrints, isOpen: Uint8Array): number {
  let count = 0;
  for (let n = 0; n < nodes.length; n++) if (isOpen[n] === 1) count += chosenStart[n + 1] - chosenStart[n];
  return count;
}

function wantedBuckets(
  { nodes, chosenStart, chosen }: ChosenPrints,
  isOpen: Uint8Array,
  bits: number,
): Uint8Array {
  const isWanted = new Uint8Array(1 << bits);
  for (let n = 0; n < nodes.length; n++) {
    if (isOpen[n] === 0) continue;
    for (let i = chosenStart[n]; i < chosenStart[n + 1]; i++) isWanted[bucketOf(chosen[i], bits)] = 1;
  }
  return isWanted;
}

export function bucketOf(fingerprint: number, bits: number): number {
  return Math.imul(fingerprint, 0x9e3779b1) >>> (32 - bits);
}

/** Bits of the bucket number of a finished index. */
export function bucketBits(index: FingerprintIndex): number {
  return 31 - Math.clz32(index.bucketStart.length - 1);
}

function bitsFor(rows: number): number {
  return Math.min(24, Math.max(8, 32 - Math.clz32(rows)));
}

function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}

function countPrints(corpus: Corpus, nodes: Int32Array): Uint8Array {
  let total = 0;
  for (const f of nodes) total += corpus.functions.printCount[f];
  const counter = new PrintCounter(total);
  for (const f of nodes) for (const print of fingerprintsOf(corpus, f)) counter.count(print);
  const counts = new Uint8Array(new SharedArrayBuffer(total));
  let at = 0;
  for (const f of nodes) for (const print of fingerprintsOf(corpus, f)) counts[at++] = counter.countOf(print);
  return counts;
}

/** Chooses for each node its rarest fingerprints. `counts`, when they are known already, spare the counting. */
export function choosePrints(
  corpus: Corpus,
  nodes: Int32Array,
  counts = countPrints(corpus, nodes),
): ChosenPrints {
  const chosenStart = sharedInts(nodes.length + 1);
  const chosen = new IntColumn(nodes.length * CHOSEN_PRINTS);
  const perRarity = new Int32Array(UNUSABLE + 1);
  let from = 0;
  for (let n = 0; n < nodes.length; n++) {
    const prints = fingerprintsOf(corpus, nodes[n]);
    perRarity.fill(0);
    for (let i = 0; i < prints.length; i++) perRarity[RARITY[counts[from + i]]]++;
    let limit = 0;
    for (let sum = perRarity[0]; limit < UNUSABLE - 1 && sum < CHOSEN_PRINTS; sum += perRarity[++limit]);
    for (let i = 0; i < prints.length; i++) if (RARITY[counts[from + i]] <= limit) chosen.push(prints[i]);
    chosenStart[n + 1] = chosen.length;
    from += prints.length;
  }
  return { nodes, chosenStart, chosen: chosen.toShared(), counts };
}

const UNUSABLE = 31;

/** Rarity in steps of a third of an octave: 0 for two functions, UNUSABLE for one or for too many. */
function rarityOf(count: number): number {
  if (count < 2 || count > COMMON_PRINT) return UNUSABLE;
  return Math.floor(3 * Math.log2(count)) - 3;
}

const RARITY = Uint8Array.from({ length: 256 }, (_, count) => rarityOf(count));
