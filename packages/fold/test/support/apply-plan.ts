import { applyEdits } from "@kindred/c-source";
import type { FoldPlan } from "@kindred/fold";

/** Files after some plans, all of whose edits are in coordinates of the original. */
export function applyPlans(
  files: Readonly<Record<string, string>>,
  plans: readonly FoldPlan[],
): Record<string, string> {
  const result: Record<string, string> = { ...files };
  for (const path of Object.keys(files)) {
    const edits = plans.flatMap((plan) =>
      plan.files.filter(({ file }) => file === path).flatMap((each) => each.edits),
    );
    result[path] = applyEdits(files[path], edits);
  }
  return result;
}
