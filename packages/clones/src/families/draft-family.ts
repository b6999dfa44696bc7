import type { CloneType } from "../families.ts";

/** A family as function indexes, before its text is read again. */
export interface DraftFamily {
  readonly type: CloneType;
  readonly centre: number;
  /** By source, then by position; the centre among them. */
  readonly members: Int32Array;
  /** The lowest similarity of a member to the centre. */
  readonly similarity: number;
}

/** What decides about families. */
export interface GatherOptions {
  readonly similarity: number;
  /** A centre has at least this many tokens. */
  readonly minTokens: number;
  readonly includeBoilerplate: boolean;
}
