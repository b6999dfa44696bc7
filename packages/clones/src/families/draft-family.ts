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
