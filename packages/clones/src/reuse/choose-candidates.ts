import type { Corpus } from "../scan/corpus.ts";
import { symbolsOf } from "../scan/corpus.ts";
import { comparePlaces, mayCall } from "./helper-places.ts";
import { canBeSame } from "./same-function.ts";

/** A function that others may call. */
export interface Helper {
  readonly isScanned: boolean;
  /** Its row, in the scanned corpus or in that of helpers. */
  readonly f: number;
  readonly path: string;
  /** From the kernel root. */
  readonly file: string;
  readonly startLine: number;
}

/** A corpus, and the path and the position in the kernel of its sources; undefined for a source outside of one. */
export interface PlacedCorpus {
  readonly corpus: Corpus;
  readonly pathOf: (source: number) => string;
  readonly fileOf: (source: number) => string | undefined;
}

export interface Candidate {
  readonly f: number;
  /** Best first. */
  readonly helpers: readonly Helper[];
}

/** A hostile tree could give one shape to every function: no function is compared with more helpers than this. */
const MOST_COMPARED = 256;
const MOST_HELPERS = 8;

/** Functions of the scanned corpus with the shape of a helper that they may call, by row. Shapes by hash: O(functions). */
export function chooseCandidates(scanned: PlacedCorpus, outside: PlacedCorpus): Candidate[] {
  const byShape = helpersByShape(scanned, outside);
  const { functions } = scanned.corpus;
  const candidates: Candidate[] = [];
  for (let f = 0; f < functions.source.length; f++) {
    const group = byShape.get(functions.shapeLow[f]);
    if (group === undefined) continue;
    const helpers = helpersFor(scanned, outside, f, group);
    if (helpers.length > 0) candidates.push({ f, helpers });
  }
  return candidates;
}

function helpersByShape(scanned: PlacedCorpus, outside: PlacedCorpus): Map<number, Helper[]> {
  const byShape = new Map<number, Helper[]>();
  for (const { corpus, pathOf, fileOf } of [outside, scanned]) {
    const { functions } = corpus;
    for (let f = 0; f < functions.source.length; f++) {
      if (functions.exported[f] === 0) continue;
      const source = functions.source[f];
      const file = fileOf(source);
      if (file === undefined) continue;
      const path = pathOf(source);
      const isScanned = corpus === scanned.corpus;
      const helper = { isScanned, f, path, file, startLine: functions.startLine[f] };
      const group = byShape.get(functions.shapeLow[f]);
      if (group === undefined) byShape.set(functions.shapeLow[f], [helper]);
      else group.push(helper);
    }
  }
  for (const group of byShape.values()) if (group.length > 1) group.sort(compareHelpers);
  return byShape;
}

/** A helper is never told to be one that is known less well, or itself. */
function helpersFor(scanned: PlacedCorpus, outside: PlacedCorpus, f: number, group: readonly Helper[]) {
  const { corpus, fileOf } = scanned;
  const { functions } = corpus;
  const file = fileOf(functions.source[f]);
  const symbols = symbolsOf(corpus, f);
  const chosen: Helper[] = [];
  let compared = 0;
  for (const helper of group) {
    if (helper.isScanned && helper.f === f) break;
    if (!mayCall(helper.file, file)) continue;
    if (++compared > MOST_COMPARED || chosen.length === MOST_HELPERS) break;
    const rows = helper.isScanned ? corpus : outside.corpus;
    if (rows.functions.shapeHigh[helper.f] !== functions.shapeHigh[f]) continue;
    if (canBeSame(symbols, symbolsOf(rows, helper.f))) chosen.push(helper);
  }
  return chosen;
}

function compareHelpers(a: Helper, b: Helper): number {
  return comparePlaces(a.file, b.file) || a.startLine - b.startLine;
}
