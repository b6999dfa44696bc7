import type { SourceEntry } from "@kindred/c-source";
import { describeStage } from "../describe/describe-stage.ts";
import { buildDocument } from "../document/build-document.ts";
import type { FindRequest, FindResult } from "../find-request.ts";
import { RunProgress, SIGNATURE_STAGES } from "../progress/run-progress.ts";
import { findReuses } from "../reuse/find-helpers.ts";
import { scanStage } from "../scan/scan-stage.ts";
import { StageClock } from "../stage-clock.ts";
import type { TaskPool } from "../workers/task-pool.ts";
import { findBySignature } from "./find-by-signature.ts";

/** The driver study's method: other families, told in the same words. It keeps nothing between runs. */
export async function findWithSignatures(
  pool: TaskPool,
  sources: readonly SourceEntry[],
  given: FindRequest,
): Promise<FindResult> {
  const request = { ...given, options: { ...given.options, cacheDirectory: undefined } };
  const progress = new RunProgress(request.onProgress, SIGNATURE_STAGES);
  const clock = new StageClock(progress);
  const scanned = await clock.time("scan", () => scanStage(pool, sources, request, undefined, progress));
  const { corpus, totals } = scanned;
  const reused = findReuses(pool, request, sources, corpus);
  reused.catch(() => undefined);
  const drafts = await findBySignature(pool, sources, corpus, request.options, clock);
  const { descriptions, ...described } = await clock.time("describe", () =>
    describeStage(pool, sources, scanned, drafts, undefined),
  );
  const reuses = await clock.time("helpers", () => reused);
  const skipped = [...totals.skipped, ...described.skipped];
  const names = sources.map((source) => source.name);
  const found = { corpus, totals, drafts, descriptions, reuses };
  const document = await clock.time("document", () =>
    buildDocument({ root: request.root, names, skipped: skipped.length, ...found }),
  );
  progress.end();
  const summary = { ...document.summary, method: "drcomp" as const };
  return { document: { ...document, summary }, skipped, timings: clock.timings };
}
