import type { Skipped, SourceEntry } from "@kindred/c-source";
import { knownHashes, knownSources } from "../cache/known-sources.ts";
import type { Snapshot } from "../cache/snapshot.ts";
import type { FindRequest } from "../find-request.ts";
import type { RunProgress } from "../progress/run-progress.ts";
import type { TaskPool } from "../workers/task-pool.ts";
import { assembleCorpus, type Corpus, type RowPlace, type ScanTotals } from "./corpus.ts";
import type { ScanJob } from "./scan-sources.ts";
import { HASH_VALUES, type Rows, type Shard, type SourceColumns, STAMP_VALUES } from "./shard.ts";

/** Bytes of source in one scan task: small enough to keep two workers evenly busy, large enough to be worth a message. */
const SCAN_TASK_BYTES = 4 << 20;

export interface ScanResult {
  readonly corpus: Corpus;
  readonly totals: ScanTotals;
  /** The row of each function in the snapshot, or -1; undefined without a snapshot. Rises, but for -1. */
  readonly baseRow: Int32Array | undefined;
  /** Bytes that were read, be it to see that they are known. */
  readonly readBytes: number;
}

/** Rows of all sources: from the snapshot where bytes are the same, by reading and lexing elsewhere. */
export async function scanStage(
  pool: TaskPool,
  sources: readonly SourceEntry[],
  request: FindRequest,
  base: Snapshot | undefined,
  progress: RunProgress,
): Promise<ScanResult> {
  const known = base === undefined ? undefined : knownSources(base, sources);
  const baseOf = known?.baseOf ?? new Int32Array(sources.length).fill(-1);
  const unread = [...sources.keys()].filter((i) => known?.isUntouched[i] !== 1);
  const jobs = scanJobs(sources, unread, request);
  const tell = tellScanned(sources, unread, progress);
  const tasks = jobs.map((job) => ({
    kind: "scan" as const,
    job:
      base === undefined
        ? job
        : {
            ...job,
            known: knownHashes(
              base,
              job.sources.map((i) => baseOf[i]),
            ),
          },
  }));
  const shards = await pool.run(tasks, tell);
  return merge(sources, jobs, shards, base, baseOf);
}

function tellScanned(sources: readonly SourceEntry[], unread: readonly number[], progress: RunProgress) {
  const totals = { totalFiles: sources.length, totalBytes: sum(sources.map((source) => source.size)) };
  let files = sources.length - unread.length;
  let bytes = totals.totalBytes - sum(unread.map((i) => sources[i].size));
  progress.scanned({ files, bytes, ...totals });
  return (shard: Shard) => {
    files += shard.lines.length;
    // What was skipped has not been read, but is done with.
    bytes = files === sources.length ? totals.totalBytes : bytes + shard.bytes;
    progress.scanned({ files, bytes, ...totals });
  };
}

/** Neighbouring sources together. Without a cache nothing asks for hashes; with one, all sources have one. */
function scanJobs(
  sources: readonly SourceEntry[],
  unread: readonly number[],
  { options }: FindRequest,
): ScanJob[] {
  const leastTokens = Math.floor(options.minTokens * options.similarity);
  const jobs: {
    sources: number[];
    paths: string[];
    names: string[];
    leastTokens: number;
    known?: Int32Array;
  }[] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const i of unread) {
    if (size >= SCAN_TASK_BYTES) {
      jobs.push({ sources: [], paths: [], names: [], leastTokens });
      size = 0;
    }
    const job = jobs[jobs.length - 1];
    job.sources.push(i);
    job.paths.push(sources[i].path);
    job.names.push(sources[i].name);
    size += sources[i].size;
  }
  if (options.cacheDirectory !== undefined)
    for (const job of jobs) job.known = new Int32Array(job.sources.length * HASH_VALUES);
  return jobs;
}

function merge(
  sources: readonly SourceEntry[],
  jobs: readonly ScanJob[],
  shards: readonly Shard[],
  base: Snapshot | undefined,
  baseOf: Int32Array,
): ScanResult {
  const columns = createColumns(sources.length);
  const parts: Rows[] = base === undefined ? [...shards] : [base, ...shards];
  const firstShard = parts.length - shards.length;
  const places: RowPlace[] = Array.from(baseOf, (source) => ({ part: 0, source }));
  baseOf.forEach((from, i) => {
    if (base !== undefined && from >= 0) copySource(columns, i, base, from);
  });
  shards.forEach((shard, s) => {
    jobs[s].sources.forEach((i, at) => {
      if (shard.isKnown[at] === 1) {
        columns.stamps.set(stampIn(shard, at), i * STAMP_VALUES);
        return;
      }
      places[i] = { part: firstShard + s, source: at };
      copySource(columns, i, shard, at);
    });
  });
  const corpus = assembleCorpus(parts, places);
  const skipped: Skipped[] = shards.flatMap((shard) => shard.skipped);
  return {
    corpus,
    totals: { ...columns, functionCount: sum(columns.found), skipped },
    baseRow: base === undefined ? undefined : baseRows(corpus, base, places),
    readBytes: sum(shards.map((shard) => shard.bytes)),
  };
}

/** Rows of part 0 are the snapshot's, in its order. */
function baseRows({ functions, shardOf }: Corpus, base: Snapshot, places: readonly RowPlace[]): Int32Array {
  const rows = new Int32Array(shardOf.length).fill(-1);
  let first = 0;
  for (let f = 0; f < rows.length; f++) {
    if (f > 0 && functions.source[f] !== functions.source[f - 1]) first = f;
    if (shardOf[f] === 0) rows[f] = base.rowStart[places[functions.source[f]].source] + f - first;
  }
  return rows;
}

function createColumns(sources: number): SourceColumns {
  return {
    lines: new Int32Array(sources),
    found: new Int32Array(sources),
    stamps: new Float64Array(sources * STAMP_VALUES),
    hashes: new Int32Array(sources * HASH_VALUES),
  };
}

function copySource(to: SourceColumns, i: number, from: SourceColumns, at: number): void {
  to.lines[i] = from.lines[at];
  to.found[i] = from.found[at];
  to.stamps.set(stampIn(from, at), i * STAMP_VALUES);
  to.hashes.set(from.hashes.subarray(at * HASH_VALUES, (at + 1) * HASH_VALUES), i * HASH_VALUES);
}

function stampIn({ stamps }: SourceColumns, at: number): Float64Array {
  return stamps.subarray(at * STAMP_VALUES, (at + 1) * STAMP_VALUES);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
