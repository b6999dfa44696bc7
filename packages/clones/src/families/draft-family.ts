import type { CloneType, Grain } from "../families.ts";
import type { Corpus } from "../scan/corpus.ts";

/** A function, or a run of its symbols: `from` to `to` (exclusive). */
export interface Place {
  readonly f: number;
  readonly from: number;
  readonly to: number;
}

/** A family as places in the corpus, before its text is read again. */
export interface DraftFamily {
  readonly grain: Grain;
  readonly type: CloneType;
  /** One of the members. */
  readonly centre: Place;
  /** By source, then by position. */
  readonly members: readonly Place[];
  /** The lowest similarity of a member to the centre. */
  readonly similarity: number;
  /** The centre's hashes: what the family's id is made of. */
  readonly content: Content;
}

/** Two 64-bit hashes in halves: with names, and up to renaming and literals. */
export interface Content {
  readonly exactLow: number;
  readonly exactHigh: number;
  readonly shapeLow: number;
  readonly shapeHigh: number;
}

/** What decides about families. */
export interface GatherOptions {
  readonly similarity: number;
  /** A centre has at least this many tokens. */
  readonly minTokens: number;
  readonly includeBoilerplate: boolean;
}

export function wholeFunction({ functions }: Corpus, f: number): Place {
  return { f, from: 0, to: functions.symbolCount[f] };
}

export function contentOf({ functions }: Corpus, f: number): Content {
  return {
    exactLow: functions.exactLow[f],
    exactHigh: functions.exactHigh[f],
    shapeLow: functions.shapeLow[f],
    shapeHigh: functions.shapeHigh[f],
  };
}
