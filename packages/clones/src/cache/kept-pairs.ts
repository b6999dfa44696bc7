import type { ChosenPrints } from "../join/fingerprint-index.ts";
import type { JoinResult } from "../join/join-candidates.ts";
import { IntColumn } from "../scan/int-column.ts";
import type { Snapshot } from "./snapshot.ts";

/** What a snapshot spares the join. */
export interface KeptPairs {
  /** Pairs that hold as they are. */
  readonly pairs: JoinResult;
  /** By node, 1 when its pairs must be found anew. */
  readonly isOpen: Uint8Array;
}

/**
 * A pair depends on the two functions and on the fingerprints chosen for them, which depend on how frequent they are
 * everywhere. Where both are as they were, so is the pair, and whether there is one.
 */
export function keptPairs(base: Snapshot, baseRow: Int32Array, index: ChosenPrints): KeptPairs {
  const isOpen = new Uint8Array(new SharedArrayBuffer(index.nodes.length));
  const rowOf = new Int32Array(base.functions.start.length).fill(-1);
  const baseNodeOf = new Int32Array(base.functions.start.length).fill(-1);
  base.index.nodes.forEach((f, n) => {
    baseNodeOf[f] = n;
  });
  index.nodes.forEach((f, n) => {
    const known = baseRow[f] < 0 ? -1 : baseNodeOf[baseRow[f]];
    if (known >= 0 && haveSamePrints(base.index, known, index, n)) rowOf[baseRow[f]] = f;
    else isOpen[n] = 1;
  });
  return { pairs: translate(base.pairs, rowOf), isOpen };
}

type Chosen = Pick<ChosenPrints, "chosenStart" | "chosen">;

function haveSamePrints(a: Chosen, m: number, b: Chosen, n: number): boolean {
  const from = a.chosenStart[m];
  const shift = b.chosenStart[n] - from;
  const to = a.chosenStart[m + 1];
  if (b.chosenStart[n + 1] - shift !== to) return false;
  for (let i = from; i < to; i++) if (a.chosen[i] !== b.chosen[i + shift]) return false;
  return true;
}

function translate(pairs: JoinResult, rowOf: Int32Array): JoinResult {
  const left = new IntColumn(pairs.left.length);
  const right = new IntColumn(pairs.left.length);
  const similarity: number[] = [];
  pairs.left.forEach((f, i) => {
    const a = rowOf[f];
    const b = rowOf[pairs.right[i]];
    if (a < 0 || b < 0) return;
    left.push(a);
    right.push(b);
    similarity.push(pairs.similarity[i]);
  });
  return { left: left.toShared(), right: right.toShared(), similarity: Float64Array.from(similarity) };
}
