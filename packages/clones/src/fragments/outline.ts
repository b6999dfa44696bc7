import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import { StatementRuns } from "./statement-runs.ts";

/** What growing a run needs to know of the statements of a function. */
export interface Outline {
  readonly count: number;
  readonly keys: Int32Array;
  readonly ends: Int32Array;
  /** Braces that a statement opens less those it closes. */
  readonly braces: Int8Array;
  /** {@link IS_CASE}, {@link CAN_START} and {@link CAN_END} by statement; the last entry is behind the last statement. */
  readonly flags: Uint8Array;
  /** What the run of the next few statements is, 0 where there are too few. */
  readonly resume: Int32Array;
}

export const IS_CASE = 1;
export const CAN_START = 2;
/** A run may end before the statement. */
export const CAN_END = 4;

const runs = new StatementRuns();

export function loadOutline(corpus: Corpus, f: number): Outline {
  runs.load(symbolsOf(corpus, f));
  const { count } = runs;
  const braces = new Int8Array(count);
  const flags = new Uint8Array(count + 1);
  const resume = new Int32Array(count);
  for (let s = 0; s < count; s++) {
    braces[s] = runs.braces(s);
    resume[s] = runs.resumeKey(s);
    flags[s] =
      (runs.isCase(s) ? IS_CASE : 0) |
      (runs.canStart(s) ? CAN_START : 0) |
      (runs.isWhole(0, s) ? CAN_END : 0);
  }
  flags[count] = runs.isWhole(0, count) ? CAN_END : 0;
  return {
    count,
    keys: runs.keys.slice(0, count),
    ends: runs.statements.end.slice(0, count),
    braces,
    flags,
    resume,
  };
}
