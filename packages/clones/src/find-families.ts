import type { SourceEntry } from "@kindred/c-source";
import { openCacheStore } from "./cache/cache-store.ts";
import { isWorthKeeping } from "./cache/is-worth-keeping.ts";
import { JudgeMemo } from "./cache/judge-memo.ts";
import { keptCounts } from "./cache/kept-counts.ts";
import { KeptFragments } from "./cache/kept-fragments.ts";
import { keptPairs } from "./cache/kept-pairs.ts";
import type { Snapshot } from "./cache/snapshot.ts";
import { describeStage, joinDescriptions } from "./describe/describe-stage.ts";
import { buildDocument } from "./document/build-document.ts";
import { findWithSignatures } from "./drcomp/find-with-signatures.ts";
import type { DraftFamily } from "./families/draft-family.ts";
import { gatherFamilies } from "./families/gather-families.ts";
import { groupShapes } from "./families/group-shapes.ts";
import type { FindRequest, FindResult } from "./find-request.ts";
import { gatherFragments } from "./fragments/gather-fragments.ts";
import { seedStage } from "./fragments/seed-stage.ts";
import { chooseNodes } from "./join/choose-nodes.ts";
import { countPrints } from "./join/count-prints.ts";
import { findSimilarPairs } from "./join/find-similar-pairs.ts";
import { buildFingerprintIndex, choosePrints } from "./join/fingerprint-index.ts";
import { RunProgress, TOKEN_STAGES } from "./progress/run-progress.ts";
import { findReuses } from "./reuse/find-helpers.ts";
import { type ScanResult, scanStage } from "./scan/scan-stage.ts";
import { StageClock } from "./stage-clock.ts";
import { createTaskPool, type TaskPool } from "./workers/task-pool.ts";

/**
 * Finds the families of the given sources. The stages, in order: scan (read, lex, encode, hash), group (Type-1 and
 * Type-2 by hash), index and join (Type-3 pairs over rare fingerprints, each verified), gather (families around
 * centres), fragments (equal runs of statements in functions outside of families), describe (names and holes from the text), document.
 * A snapshot of an earlier run (cache/) spares each stage what has not changed; the result is the same.
 * The result depends on the sources' names and contents and on the options that are no machine matter: not on their
 * order, the number of workers or the machine. A source that can't be analysed becomes a skipped record.
 */
export async function findFamilies(request: FindRequest): Promise<FindResult> {
  const sources = [...request.sources].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const pool = createTaskPool(request.options.workers, request.workerEntry ?? defaultWorkerEntry());
  try {
    const find = request.options.method === "drcomp" ? findWithSignatures : findByTokens;
    return await find(pool, sources, request);
  } finally {
    await pool.close();
  }
}

async function findByTokens(
  pool: TaskPool,
  sources: readonly SourceEntry[],
  request: FindRequest,
): Promise<FindResult> {
  const progress = new RunProgress(request.onProgress, TOKEN_STAGES);
  const clock = new StageClock(progress);
  const store = openCacheStore(request);
  const begun = Date.now();
  const base = store === undefined ? undefined : await clock.time("cache", () => store.load());
  const scanned = await clock.time("scan", () => scanStage(pool, sources, request, base, progress));
  const { corpus, totals } = scanned;
  const reused = findReuses(pool, request, sources, scanned.corpus);
  // Whoever fails first is told; the rest is of no interest then.
  reused.catch(() => undefined);
  const describe = (drafts: readonly DraftFamily[]) => describeStage(pool, sources, scanned, drafts, base);
  const { families, seeding, keptFragments, ...kept } = await findSimilarFunctions(
    pool,
    scanned,
    request,
    base,
    clock,
  );
  // Families are described while fragments are found.
  const describing = describe(families);
  describing.catch(() => undefined);
  const { fragments, seeds, ...grown } = await clock.time("fragments", async () => {
    const seeds = await seeding;
    const found = await gatherFragments(pool, corpus, families, request.options, seeds, keptFragments);
    return { ...found, seeds };
  });
  const drafts = [...families, ...fragments];
  const described = await clock.time("describe", async () =>
    joinDescriptions([await describing, await describe(fragments)]),
  );
  const reuses = await clock.time("helpers", () => reused);
  const skipped = [...totals.skipped, ...described.skipped];
  const names = sources.map((source) => source.name);
  const { descriptions } = described;
  const document = await clock.time("document", () =>
    buildDocument({
      root: request.root,
      names,
      corpus,
      totals,
      skipped: skipped.length,
      drafts,
      descriptions,
      reuses,
    }),
  );
  if (store !== undefined && isWorthKeeping(scanned, base))
    await clock.time("keep", () => {
      const parts = keptFragments === undefined ? seeds.parts : [keptFragments.seeds.merge(seeds)];
      const all = { ...kept, ...grown, seeds: { ...seeds, parts } };
      store.save({ begun, names, ...totals, ...all, drafts, corpus, descriptions });
    });
  progress.end();
  return { document, skipped, timings: clock.timings };
}

/** Families of functions, as places in the corpus, and what led to them; and the seeds of fragments, which may still come. */
async function findSimilarFunctions(
  pool: TaskPool,
  scanned: ScanResult,
  { options }: FindRequest,
  base: Snapshot | undefined,
  clock: StageClock,
) {
  const { corpus, baseRow } = scanned;
  const shapes = await clock.time("group", () => groupShapes(corpus));
  const { index, kept } = await clock.time("index", async () => {
    const nodes = chooseNodes(corpus, shapes);
    // Counts that are to be kept are counted: kept ones are sure only up to a bound.
    const isOld = base !== undefined && baseRow !== undefined && !isWorthKeeping(scanned, base);
    const known = isOld ? keptCounts(base, baseRow, corpus, nodes) : undefined;
    const counts = known ?? (await countPrints(pool, corpus, nodes));
    const prints = choosePrints(corpus, nodes, counts);
    const kept = base === undefined || baseRow === undefined ? undefined : keptPairs(base, baseRow, prints);
    return { index: await buildFingerprintIndex(pool, prints, kept?.isOpen), kept };
  });
  const { pairs, found } = await clock.time("join", () =>
    findSimilarPairs(pool, corpus, shapes, index, options, kept),
  );
  const keptFragments =
    base === undefined || baseRow === undefined ? undefined : new KeptFragments(base, baseRow);
  // The workers have nothing else to do meanwhile.
  const seeding = seedStage(pool, corpus, options.minTokens, keptFragments?.seeds);
  seeding.catch(() => undefined);
  const memo = new JudgeMemo(found, base, baseRow);
  const families = await clock.time("gather", () => gatherFamilies(corpus, shapes, pairs, options, memo));
  return { families, seeding, keptFragments, index, pairs: found, judged: memo.table.columns };
}

/** The worker of this package as it is built; the CLI's bundle passes its own. */
function defaultWorkerEntry(): URL {
  return new URL("./workers/worker.js", import.meta.url);
}
