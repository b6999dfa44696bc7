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

/**
 * Outlines of functions, each made once. They lie end to end in a few large arrays: small ones of their own would cost the
 * system more than what is in them.
 */
export class Outlines {
  private readonly corpus: Corpus;
  private readonly known = new Map<number, Outline>();
  private readonly runs = new StatementRuns();
  private ints = new Int32Array(CHUNK);
  private bytes = new Uint8Array(CHUNK);
  private usedInts = 0;
  private usedBytes = 0;

  constructor(corpus: Corpus) {
    this.corpus = corpus;
  }

  of(f: number): Outline {
    let outline = this.known.get(f);
    if (outline === undefined) {
      outline = this.load(f);
      this.known.set(f, outline);
    }
    return outline;
  }

  private load(f: number): Outline {
    const { runs } = this;
    runs.load(symbolsOf(this.corpus, f));
    const { count } = runs;
    const keys = this.takeInts(count);
    const ends = this.takeInts(count);
    const resume = this.takeInts(count);
    const flags = this.takeBytes(count + 1);
    const braces = this.takeBytes(count);
    for (let s = 0; s < count; s++) {
      keys[s] = runs.keys[s];
      ends[s] = runs.ends[s];
      resume[s] = resumeKey(runs, s);
      flags[s] = runs.flags[s];
      braces[s] = runs.braces[s];
    }
    flags[count] = runs.flags[count];
    return {
      count,
      keys,
      ends,
      resume,
      flags,
      braces: new Int8Array(braces.buffer, braces.byteOffset, count),
    };
  }

  private takeInts(count: number): Int32Array {
    if (this.usedInts + count > this.ints.length) {
      this.ints = new Int32Array(Math.max(CHUNK, count));
      this.usedInts = 0;
    }
    this.usedInts += count;
    return this.ints.subarray(this.usedInts - count, this.usedInts);
  }

  private takeBytes(count: number): Uint8Array {
    if (this.usedBytes + count > this.bytes.length) {
      this.bytes = new Uint8Array(Math.max(CHUNK, count));
      this.usedBytes = 0;
    }
    this.usedBytes += count;
    return this.bytes.subarray(this.usedBytes - count, this.usedBytes);
  }
}

const CHUNK = 1 << 16;

function resumeKey(runs: StatementRuns, s: number): number {
  const enough = runs.startOf(s) + RESUME_TOKENS;
  for (let to = s + RESUME_STATEMENTS; to <= runs.count; to++)
    if (runs.ends[to - 1] >= enough) return hashRun(runs.keys, s, to) || 1;
  return 0;
}
