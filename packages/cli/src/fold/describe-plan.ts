import { displayText } from "@kindred/c-source";
import { cleanText } from "@kindred/report";
import type { PlannedFolds } from "./plan-fold.ts";

/** What a fold of one family would do, or why there would be none; safe to print. */
export function describePlan({ plans, skipped }: PlannedFolds): string {
  const [plan] = plans;
  if (plan === undefined) {
    const reasons = skipped.map((entry) => `  ${entry.reason}: ${entry.detail}\n`);
    return cleanText(`No fold:\n${reasons.join("")}`);
  }
  const places = plan.files.map((file) => `  ${file.file}\n`).join("");
  const helper = displayText(plan.helperText).trimEnd();
  return cleanText(
    `The fold: ${plan.strategy}, helper ${plan.helper} in ${plan.helperFile}\n\n${helper}\n\nFiles it changes:\n${places}`,
  );
}
