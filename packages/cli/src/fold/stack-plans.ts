import type { Skipped } from "@kindred/c-source";
import type { FoldPlan } from "@kindred/fold";
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

/** Turns plans into patches, each on top of the ones before; a plan that gains nothing is left out and counted. */
export async function stackPlans({ tree, plans }: PlannedFolds): Promise<StackedPlans> {
  const stack = createChangeStack(tree);
  const taken: FoldPlan[] = [];
  const patches: SeriesPatch[] = [];
  const skipped: Skipped[] = [];
  for (const plan of plans) {
    const { patch, numstat } = await stack.diff(plan.files);
    const counts = countLines(numstat, countHelperLines(patch, plan.helperText));
    if (counts.net <= 0) {
      skipped.push(notPositive(plan, counts.net));
      continue;
    }
    stack.take(plan.files);
    taken.push(plan);
    const files = numstat.map((stat) => stat.file);
    const { strategy, helper, removedFunctions } = plan;
    patches.push({
      subject: plan.subject,
      body: closeWithAccount(plan.body, counts, plan.family.id),
      diff: patch,
      entry: { family: plan.family.id, strategy, helper, files, ...counts, removedFunctions },
    });
  }
  return { taken, patches, skipped };
}

function notPositive(plan: FoldPlan, net: number): Skipped {
  const detail = `The patch would add ${countOf(-net, "line")} more than it takes away: the helper ${plan.helper} and its calls cost at least what the copies do.`;
  return { subject: plan.family.id, reason: "net-not-positive", detail };
}
