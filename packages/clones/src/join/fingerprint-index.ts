import { type Corpus, fingerprintsOf } from "../scan/corpus.ts";
import { MOST_PRINTS } from "../scan/fingerprint.ts";
import { IntColumn } from "../scan/int-column.ts";
import type { TaskPool } from "../workers/task-pool.ts";
import { eachStretch } from "./each-stretch.ts";
import { ROW_PARTS, WANTED_SLOTS, type WantedPrints, wantedSlot } from "./fill-rows.ts";

/*
 * The table that the candidate join runs over: rows (fingerprint, node), found from any of the nodes that have a fingerprint.
 *
 * Of each function only its rarest fingerprints are indexed, those that at least one other and at most COMMON_PRINT
 * functions have (prefix filtering, Chaudhuri 2006; as in SourcererCC): two near copies agree on which of their shared ones are
 * rare, while what half of the kernel does (take a lock, return an error) leads to no candidates at all.
 *
 * A row is the rank of a node by the number of its chosen fingerprints. The rows of one fingerprint lie together, in rising
 * order, and each node knows where its own row is: whoever looks for partners goes on from there.
 *
 * This is the seam of design section 12: rows and a join over them, nothing of it knows about C.
 */
export interface FingerprintIndex extends ChosenPrints, RowPlaces {
  /** Nodes by rank, and the rank of each. */
  readonly ofRank: Int32Array;
  readonly rankOf: Int32Array;
  /** The rows, in the parts of fill-rows.ts. */
  readonly rows: readonly Int32Array[];
}

/** For each of `chosen`. */
export interface RowPlaces {
  /** Its row in the rows of its part; -1 when nobody looks for it. */
  readonly rowOf: Int32Array;
  /** Rows behind that one of the same fingerprint, up to 255. */
  readonly rowsBehind: Uint8Array;
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

/** Makes the rows; with `isOpen` only those of fingerprints that an open node chose. */
export async function buildFingerprintIndex(
  pool: TaskPool,
  prints: ChosenPrints,
  isOpen?: Uint8Array,
): Promise<FingerprintIndex> {
  const { length } = prints.chosen;
  const ranks = rankNodes(prints);
  const places = {
    rowOf: sharedInts(length).fill(-1),
    rowsBehind: new Uint8Array(new SharedArrayBuffer(length)),
  };
  const wanted = isOpen === undefined ? {} : { wanted: wantedPrints(prints, isOpen) };
  const parts = Array.from({ length: ROW_PARTS }, (_, part) => part);
  const shared = { prints, ofRank: ranks.ofRank, places, ...wanted };
  const rows = await pool.run(parts.map((part) => ({ kind: "fill" as const, job: { ...shared, part } })));
  return { ...prints, ...places, ...ranks, rows };
}

/** The order of the rows: nodes with few chosen fingerprints first. */
function rankNodes({ nodes, chosenStart }: ChosenPrints): Pick<FingerprintIndex, "ofRank" | "rankOf"> {
  const next = new Int32Array(MOST_PRINTS + 2);
  for (let n = 0; n < nodes.length; n++) next[chosenStart[n + 1] - chosenStart[n] + 1]++;
  for (let count = 1; count < next.length; count++) next[count] += next[count - 1];
  const ofRank = sharedInts(nodes.length);
  const rankOf = sharedInts(nodes.length);
  for (let n = 0; n < nodes.length; n++) {
    const rank = next[chosenStart[n + 1] - chosenStart[n]]++;
    ofRank[rank] = n;
    rankOf[n] = rank;
  }
  return { ofRank, rankOf };
}

function wantedPrints({ nodes, chosenStart, chosen }: ChosenPrints, isOpen: Uint8Array): WantedPrints {
  const slots = new Uint8Array(new SharedArrayBuffer(WANTED_SLOTS));
  for (let n = 0; n < nodes.length; n++) {
    if (isOpen[n] === 0) continue;
    for (let i = chosenStart[n]; i < chosenStart[n + 1]; i++) slots[wantedSlot(chosen[i])] = 1;
  }
  const hits = new Uint8Array(new SharedArrayBuffer(nodes.length));
  for (let n = 0; n < nodes.length; n++)
    for (let i = chosenStart[n]; i < chosenStart[n + 1]; i++) hits[n] |= slots[wantedSlot(chosen[i])];
  return { slots, nodes: hits };
}

function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}

/** Chooses for each node its rarest fingerprints. */
export function choosePrints(corpus: Corpus, nodes: Int32Array, counts: Uint8Array): ChosenPrints {
  const chosenStart = sharedInts(nodes.length + 1);
  const chosen = new IntColumn(nodes.length * CHOSEN_PRINTS);
  const perRarity = new Int32Array(UNUSABLE + 1);
  let at = 0;
  eachStretch(nodes.length, (from, to) => {
    for (let n = from; n < to; n++) {
      const prints = fingerprintsOf(corpus, nodes[n]);
      perRarity.fill(0);
      for (let i = 0; i < prints.length; i++) perRarity[RARITY[counts[at + i]]]++;
      let limit = 0;
      for (let sum = perRarity[0]; limit < UNUSABLE - 1 && sum < CHOSEN_PRINTS; sum += perRarity[++limit]);
      for (let i = 0; i < prints.length; i++) if (RARITY[counts[at + i]] <= limit) chosen.push(prints[i]);
      chosenStart[n + 1] = chosen.length;
      at += prints.length;
    }
  });
  return { nodes, chosenStart, chosen: chosen.toShared(), counts };
}

const UNUSABLE = 31;

/** Rarity in steps of a third of an octave: 0 for two functions, UNUSABLE for one or for too many. */
function rarityOf(count: number): number {
  if (count < 2 || count > COMMON_PRINT) return UNUSABLE;
  return Math.floor(3 * Math.log2(count)) - 3;
}

const RARITY = Uint8Array.from({ length: 256 }, (_, count) => rarityOf(count));
