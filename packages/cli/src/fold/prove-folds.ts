/**
 * A fold that does not hold is no fold: every patch is proved, and one that fails is dropped and its members are
 * planned again with what is left of the strategies. Of failing patches that share a file only the first is dropped at
 * a time, since the others may fail for its sake. Each round takes a strategy from some members, so the rounds end;
 * patches that did not change are in the proof's cache.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Skipped } from "@kindred/c-source";
import type { Strategy } from "@kindred/clones";
import type { FoldPlan } from "@kindred/fold";
import { type PatchVerdict, type ProveRequest, proveSeries, type VerdictsDocument } from "@kindred/proof";
import { patchFacts } from "../prove/load-ledger.ts";
import type { Author } from "../series/read-author.ts";
import { writeSeries } from "../series/write-series.ts";
import type { StackedPlans } from "./stack-plans.ts";

export interface ProofRequest {
  readonly stacked: StackedPlans;
  readonly proof: Omit<ProveRequest, "seriesDirectory" | "facts">;
  /** Turns plans into patches. */
  stack(plans: readonly FoldPlan[]): Promise<StackedPlans>;
  /** Other folds of a dropped one's members, without some strategies, beside the folds that stand. */
  replan(
    dropped: FoldPlan,
    without: readonly Strategy[],
    kept: readonly FoldPlan[],
  ): Promise<readonly FoldPlan[]>;
}

export interface ProvedPlans {
  readonly stacked: StackedPlans;
  /** None when there is no patch. */
  readonly verdicts?: VerdictsDocument;
}

/** Proves patches until none fails. */
export async function proveFolds(request: ProofRequest): Promise<ProvedPlans> {
  const failed = new Map<FoldPlan, readonly Strategy[]>();
  const skipped: Skipped[] = [...request.stacked.skipped];
  let { stacked } = request;
  while (stacked.patches.length > 0) {
    const verdicts = await proveStacked(stacked, request.proof);
    const culprits = findCulprits(stacked, verdicts);
    if (culprits.size === 0) return { stacked: { ...stacked, skipped }, verdicts };
    const plans: FoldPlan[] = stacked.taken.filter((plan) => !culprits.has(plan));
    for (const [plan, verdict] of culprits) {
      const without = [...(failed.get(plan) ?? []), plan.strategy];
      const others = await request.replan(plan, without, [...plans]);
      for (const other of others) failed.set(other, without);
      plans.push(...others);
      if (others.length === 0) skipped.push(proofFailed(plan, verdict));
    }
    stacked = await request.stack(plans);
    skipped.push(...stacked.skipped);
  }
  return { stacked: { ...stacked, skipped } };
}

async function proveStacked(
  { patches }: StackedPlans,
  proof: ProofRequest["proof"],
): Promise<VerdictsDocument> {
  const folder = mkdtempSync(join(tmpdir(), "kindred-fold-"));
  try {
    const ledger = writeSeries(folder, { patches, skipped: [], subject: "", body: "", author: NOBODY });
    return await proveSeries({
      ...proof,
      seriesDirectory: join(folder, "series"),
      facts: patchFacts(ledger),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The mails of a proof are read by nobody. */
const NOBODY: Author = { from: "Kindred <kindred@localhost.invalid>", trailers: [] };

/** The plans whose patches fail, but for those behind another one that fails in the same file. */
function findCulprits(
  { taken }: StackedPlans,
  { patches }: VerdictsDocument,
): ReadonlyMap<FoldPlan, PatchVerdict> {
  const culprits = new Map<FoldPlan, PatchVerdict>();
  const tainted = new Set<string>();
  for (const [i, plan] of taken.entries()) {
    const verdict = patches[i];
    if (verdict?.level !== "fails") continue;
    if (!plan.files.some(({ file }) => tainted.has(file))) culprits.set(plan, verdict);
    for (const { file } of plan.files) tainted.add(file);
  }
  return culprits;
}

/** Names the fold, the file and what went wrong there, as far as one line can. */
function proofFailed({ family, helper, strategy }: FoldPlan, { files, notes }: PatchVerdict): Skipped {
  const worst = files.find(({ level }) => level === "fails");
  const why = worst === undefined ? notes[0] : `${worst.file}: ${worst.difference}`;
  const line = (why ?? "no reason was given").split("\n")[0]!.replace(/[.\s]+$/, "");
  return {
    subject: family.id,
    reason: "proof-failed",
    detail: `The ${strategy} into ${helper} did not hold, and there is no other: ${line}.`,
  };
}
