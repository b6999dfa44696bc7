import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import { hashRun, StatementRuns } from "./statement-runs.ts";

/** The statements of a function (statement-runs.ts), as long as runs are grown from it. */
export interface Outline {
  readonly count: number;
  readonly keys: Int32Array;
  readonly ends: Int32Array;
  readonly braces: Int8Array;
  readonly flags: Uint8Array;
  /** The hash of the next few statements, 0 where there are too few. */
  readonly resume: Int32Array;
}

/** Statements in common that show that two runs go on after an edit: so many statements and tokens at the least. */
const RESUME_STATEMENTS = 2;
const RESUME_TOKENS = 8;

const runs = new StatementRuns();

export function loadOutline(corpus: Corpus, f: number): Outline {
  runs.load(symbolsOf(corpus, f));
  const { count } = runs;
  const resume = new Int32Array(count);
  for (let s = 0; s < count; s++) resume[s] = resumeKey(s);
  return {
    count,
    keys: runs.keys.slice(0, count),
    ends: runs.ends.slice(0, count),
    braces: runs.braces.slice(0, count),
    flags: runs.flags.slice(0, count + 1),
    resume,
  };
}

function resumeKey(s: number): number {
  const enough = runs.startOf(s) + RESUME_TOKENS;
  for (let to = s + RESUME_STATEMENTS; to <= runs.count; to++)
    if (runs.ends[to - 1] >= enough) return hashRun(runs.keys, s, to) || 1;
  return 0;
}
