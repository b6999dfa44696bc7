import { applyEdits, type Edit } from "@kindred/c-source";
import { type FoldPlan, stackEdits } from "@kindred/fold";

/** Files after some plans, all of whose edits are in coordinates of the original; files that plans make are among them. */
export function applyPlans(
  files: Readonly<Record<string, string>>,
  plans: readonly FoldPlan[],
): Record<string, string> {
  const result: Record<string, string> = { ...files };
  const edits = new Map<string, readonly Edit[]>();
  for (const { file, base, edits: added } of plans.flatMap((plan) => plan.files)) {
    if (base !== undefined) result[file] = base;
    edits.set(file, stackEdits(edits.get(file) ?? [], added));
  }
  for (const [path, all] of edits) result[path] = applyEdits(result[path], all);
  return result;
}
