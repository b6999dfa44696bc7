import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import { IntColumn } from "../scan/int-column.ts";
import { CAN_START, hashRun, StatementRuns } from "./statement-runs.ts";

/** Functions to look for fragments in. */
export interface SeedJob {
  readonly corpus: Corpus;
  readonly functions: Int32Array;
  readonly minTokens: number;
}

/** A seed has this share of the tokens of a fragment: an edit may lie in the middle. */
const SEED_SHARE = 0.5;

/**
 * One row for each statement that a fragment can start at: the hash of the shortest run of enough tokens from there.
 * What that run is depends on its statements alone, so two functions with a common run have a common seed at its start.
 */
export interface Seeds {
  readonly hash: Int32Array;
  readonly function: Int32Array;
  readonly statement: Int32Array;
}

const runs = new StatementRuns();
const hash = new IntColumn();
const owner = new IntColumn();
const statement = new IntColumn();

export function findSeeds(job: SeedJob): Seeds {
  hash.length = owner.length = statement.length = 0;
  const least = Math.ceil(job.minTokens * SEED_SHARE);
  for (const f of job.functions) {
    runs.load(symbolsOf(job.corpus, f));
    for (let s = 1; s < runs.count; s++) {
      const end = (runs.flags[s] & CAN_START) !== 0 ? runs.seedEnd(s, least) : -1;
      if (end < 0) continue;
      hash.push(hashRun(runs.keys, s, end));
      owner.push(f);
      statement.push(s);
    }
  }
  return { hash: hash.toShared(), function: owner.toShared(), statement: statement.toShared() };
}
