import type { CText } from "../text/c-text.ts";

/** Replace bytes `start` (inclusive) to `end` (exclusive) by `text`. An insertion has `start === end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: CText;
}
