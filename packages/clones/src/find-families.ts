import type { Skipped, SourceEntry } from "@kindred/c-source";
import type { DescribeResult } from "./describe/describe-families.ts";
import { buildDocument } from "./document/build-document.ts";
import type { DraftFamily } from "./families/draft-family.ts";
import { gatherFamilies } from "./families/gather-families.ts";
import { groupShapes } from "./families/group-shapes.ts";
import type { FindProgress, FindRequest, FindResult } from "./find-request.ts";
import { gatherFragments } from "./fragments/gather-fragments.ts";
import { findSimilarPairs, indexFunctions } from "./join/find-similar-pairs.ts";
import { type Corpus, mergeShards, type ScanTotals } from "./scan/corpus.ts";
import type { Shard } from "./scan/shard.ts";
import { createTaskPool, type TaskPool } from "./workers/task-pool.ts";

/** Bytes of source in one scan task: small enough to keep two workers evenly busy, large enough to be worth a message. */
const SCAN_TASK_BYTES = 4 << 20;
const DESCRIBE_TASK_FAMILIES = 256;

/**
 * Finds the families of the given sources. The stages, in order: scan (read, lex, encode, hash), group (Type-1 and
 * Type-2 by hash), index and join (Type-3 pairs over rare fingerprints, each verified), gather (families around
 * centres), fragments (equal runs of statements in functions outside of families), describe (names and holes from the text), document.
 * The result depends on the sources' names and contents and on the options that are no machine matter: not on their
 * order, the number of workers or the machine. A source that can't be analysed becomes a skipped record.
 */
export async function findFamilies(request: FindRequest): Promise<FindResult> {
  const sources = [...request.sources].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const clock = new StageClock();
  const pool = createTaskPool(request.options.workers, request.workerEntry ?? defaultWorkerEntry());
  try {
    const { corpus, totals } = await clock.time("scan", () => scan(pool, sources, request));
    const shapes = await clock.time("group", () => groupShapes(corpus));
    const index = await clock.time("index", () => indexFunctions(corpus, shapes));
    const pairs = await clock.time("join", () =>
      findSimilarPairs(pool, corpus, shapes, index, request.options),
    );
    const families = await clock.time("gather", () => gatherFamilies(corpus, shapes, pairs, request.options));
    const fragments = await clock.time("fragments", () =>
      gatherFragments(pool, corpus, families, request.options),
    );
    const drafts = [...families, ...fragments];
    const described = await clock.time("describe", () => describe(pool, sources, corpus, drafts));
    const skipped = [...totals.skipped, ...described.skipped];
    const document = await clock.time("document", () =>
      buildDocument({
        root: request.root,
        names: sources.map((source) => source.name),
        corpus,
        totals,
        skipped: skipped.length,
        drafts,
        descriptions: described.descriptions,
      }),
    );
    return { document, skipped, timings: clock.timings };
  } finally {
    await pool.close();
  }
}

/** The worker of this package as it is built; the CLI's bundle passes its own. */
function defaultWorkerEntry(): URL {
  return new URL("./workers/worker.js", import.meta.url);
}

class StageClock {
  readonly timings: Record<string, number> = {};

  async time<T>(stage: string, work: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await work();
    this.timings[stage] = Math.round(performance.now() - start);
    return result;
  }
}

async function scan(
  pool: TaskPool,
  sources: readonly SourceEntry[],
  request: FindRequest,
): Promise<{ corpus: Corpus; totals: ScanTotals }> {
  const tasks = scanTasks(sources, Math.floor(request.options.minTokens * request.options.similarity));
  const progress = { files: 0, totalFiles: sources.length, bytes: 0, totalBytes: 0 };
  for (const source of sources) progress.totalBytes += source.size;
  const report = (shard: Shard) => {
    progress.files += shard.lines.length;
    progress.bytes += shard.bytes;
    request.onProgress?.({ ...progress, stage: "scan" } satisfies FindProgress);
  };
  return mergeShards(await pool.run(tasks, report));
}

/** Neighbouring sources together, so that shards end to end are in the order of the sources. */
function scanTasks(sources: readonly SourceEntry[], leastTokens: number) {
  const tasks: {
    kind: "scan";
    job: { firstSource: number; paths: string[]; names: string[]; leastTokens: number };
  }[] = [];
  let size = Number.POSITIVE_INFINITY;
  sources.forEach((source, i) => {
    if (size >= SCAN_TASK_BYTES) {
      tasks.push({ kind: "scan", job: { firstSource: i, paths: [], names: [], leastTokens } });
      size = 0;
    }
    const { job } = tasks[tasks.length - 1];
    job.paths.push(source.path);
    job.names.push(source.name);
    size += source.size;
  });
  return tasks;
}

async function describe(
  pool: TaskPool,
  sources: readonly SourceEntry[],
  corpus: Corpus,
  drafts: readonly DraftFamily[],
): Promise<DescribeResult> {
  const families = drafts.map((draft) => ({
    grain: draft.grain,
    members: draft.members.map((place) => {
      const source = sources[corpus.functions.source[place.f]];
      return { path: source.path, subject: source.name, place };
    }),
    centre: draft.members.findIndex(({ f, from }) => f === draft.centre.f && from === draft.centre.from),
  }));
  const tasks = [];
  for (let at = 0; at < families.length; at += DESCRIBE_TASK_FAMILIES) {
    tasks.push({
      kind: "describe" as const,
      job: { corpus, families: families.slice(at, at + DESCRIBE_TASK_FAMILIES) },
    });
  }
  const results = await pool.run(tasks);
  const skipped = new Map<string, Skipped>();
  for (const result of results) for (const record of result.skipped) skipped.set(record.subject, record);
  return { descriptions: results.flatMap((result) => result.descriptions), skipped: [...skipped.values()] };
}
