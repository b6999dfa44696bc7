import type { Skipped, SourceEntry } from "@kindred/c-source";
import { keptDescription } from "../cache/described-families.ts";
import type { Snapshot } from "../cache/snapshot.ts";
import type { DraftFamily } from "../families/draft-family.ts";
import type { ScanResult } from "../scan/scan-stage.ts";
import type { TaskPool } from "../workers/task-pool.ts";
import type { DescribeFamily, DescribeResult, Description } from "./describe-families.ts";

const FAMILIES_PER_TASK = 256;

/** Describes all families, but for those that the snapshot has a description of. */
export async function describeStage(
  pool: TaskPool,
  sources: readonly SourceEntry[],
  { corpus, baseRow }: ScanResult,
  drafts: readonly DraftFamily[],
  base: Snapshot | undefined,
): Promise<DescribeResult> {
  const descriptions: (Description | undefined)[] = drafts.map((draft) =>
    base === undefined || baseRow === undefined ? undefined : keptDescription(base, baseRow, draft),
  );
  const open = [...drafts.keys()].filter((i) => descriptions[i] === undefined);
  const families = open.map((i) => toDescribe(drafts[i], (f) => sources[corpus.functions.source[f]]));
  const tasks = [];
  for (let at = 0; at < families.length; at += FAMILIES_PER_TASK) {
    const job = { corpus, families: families.slice(at, at + FAMILIES_PER_TASK) };
    tasks.push({ kind: "describe" as const, job });
  }
  const results = await pool.run(tasks);
  results
    .flatMap((result) => result.descriptions)
    .forEach((description, i) => {
      descriptions[open[i]] = description;
    });
  return { descriptions, skipped: skippedOnce(results) };
}

/** The descriptions of several lists of families, end to end. */
export function joinDescriptions(results: readonly DescribeResult[]): DescribeResult {
  return {
    descriptions: results.flatMap((result) => result.descriptions),
    skipped: skippedOnce(results),
  };
}

/** Each source once, whatever the number of families that its change spoils. */
function skippedOnce(results: readonly DescribeResult[]): Skipped[] {
  const skipped = new Map<string, Skipped>();
  for (const result of results) for (const record of result.skipped) skipped.set(record.subject, record);
  return [...skipped.values()];
}

function toDescribe(draft: DraftFamily, sourceOf: (f: number) => SourceEntry): DescribeFamily {
  return {
    grain: draft.grain,
    type: draft.type,
    members: draft.members.map((place) => {
      const { path, name } = sourceOf(place.f);
      return { path, subject: name, place };
    }),
    centre: draft.members.findIndex(({ f, from }) => f === draft.centre.f && from === draft.centre.from),
  };
}
