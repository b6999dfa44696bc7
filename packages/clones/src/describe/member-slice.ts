import type { Place } from "../families/draft-family.ts";

/** A member to be read again. */
export interface MemberSlice {
  readonly path: string;
  /** The source's name in the tree, for messages. */
  readonly subject: string;
  readonly place: Place;
}
