import { displayText } from "@kindred/c-source";
import type { PlannedFolds } from "./plan-fold.ts";

/** What a fold of one family would do, or why there would be none. */
export function describePlan({ plans, skipped }: PlannedFolds): string {
  const [plan] = plans;
  if (plan === undefined) {
    const reasons = skipped.map((entry) => `  ${entry.reason}: ${entry.detail}\n`);
    return `No fold:\n${reasons.join("")}`;
  }
  const places = plan.files.map((file) => `  ${file.file}\n`).join("");
  return `The fold: ${plan.strategy}, helper ${plan.helper} in ${plan.helperFile}\n\n${displayText(plan.helperText).trimEnd()}\n\nFiles it changes:\n${places}`;
}
