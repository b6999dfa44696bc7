import type { Skipped } from "@kindred/c-source";
import type { FoldPlan } from "@kindred/fold";
import type { TreeDiff } from "@kindred/proof";
import { countOf } from "@kindred/report";
import { countHelperLines } from "../series/count-helper-lines.ts";
import { countLines, type SeriesPatch } from "../series/series-patch.ts";
import { createChangeStack } from "../series/stack-changes.ts";
import { closeWithAccount } from "./fold-account.ts";
import type { PlannedFolds } from "./plan-fold.ts";

export interface StackedPlans {
  readonly taken: readonly FoldPlan[];
  readonly patches: readonly SeriesPatch[];
  /** Plans whose patch would not take lines away. */
  readonly skipped: readonly Skipped[];
}

/** Patches of one git: enough to make its start cheap, few enough to keep their texts in memory. */
const BATCH = 200;

/** Turns plans into patches, each on top of the ones before; a plan that gains nothing is left out and counted. */
export async function stackPlans(
  { tree, plans }: PlannedFolds,
  onProgress: (done: number, total: number) => void,
): Promise<StackedPlans> {
  const stack = createChangeStack(tree);
  const taken: FoldPlan[] = [];
  const patches: SeriesPatch[] = [];
  const skipped: Skipped[] = [];
  for (let done = 0; done < plans.length; onProgress(done, plans.length)) {
    const batch = plans.slice(done, done + BATCH);
    const diffs = await stack.diffEach(batch.map(({ files }) => files));
    for (const [i, plan] of batch.entries()) {
      done++;
      const patch = toPatch(plan, diffs[i]);
      if (patch.entry.net <= 0) {
        skipped.push(...notPositive(plan, patch.entry.net));
        break; // the diffs behind it have it below them
      }
      stack.take(plan.files);
      taken.push(plan);
      patches.push(patch);
    }
  }
  return { taken, patches, skipped };
}

function toPatch(plan: FoldPlan, { patch, numstat }: TreeDiff): SeriesPatch {
  const counts = countLines(numstat, countHelperLines(patch, plan.helperText));
  const { strategy, helper, otherFamilies, otherHelpers, removedFunctions } = plan;
  const others = {
    ...(otherFamilies === undefined ? {} : { otherFamilies: otherFamilies.map(({ id }) => id) }),
    ...(otherHelpers === undefined ? {} : { otherHelpers }),
  };
  const files = numstat.map((stat) => stat.file);
  return {
    subject: plan.subject,
    body: closeWithAccount(plan.body, counts, plan.family.id),
    diff: patch,
    entry: { family: plan.family.id, strategy, helper, ...others, files, ...counts, removedFunctions },
  };
}

function notPositive({ helper, family, otherFamilies = [] }: FoldPlan, net: number): Skipped[] {
  const detail = `The patch would add ${countOf(-net, "line")} more than it takes away: the helper ${helper} and its calls cost at least what the copies do.`;
  return [family, ...otherFamilies].map(({ id }) => ({ subject: id, reason: "net-not-positive", detail }));
}
