/** Where one member's text lies, and the hash that tells whether it is still the text that was scanned. */
export interface MemberSlice {
  readonly path: string;
  /** The source's name in the tree, for messages. */
  readonly subject: string;
  readonly start: number;
  readonly nameStart: number;
  readonly end: number;
  /** The member's symbols among the function's. */
  readonly from: number;
  readonly to: number;
  /** Of the whole function. */
  readonly exactLow: number;
  readonly exactHigh: number;
}
