import type { Skipped } from "@kindred/c-source";
import type { FoldPlan } from "@kindred/fold";
import { findGlobals } from "../tree/find-globals.ts";

/**
 * Leaves out folds whose helper other files link with under a name that another file of the whole tree has: a kernel
 * that has both built in would not link. Their names begin with the driver's, so this is rare.
 */
export function refuseTakenNames(
  root: string,
  plans: readonly FoldPlan[],
): { readonly plans: readonly FoldPlan[]; readonly skipped: readonly Skipped[] } {
  const linked = plans.filter(({ isLinked }) => isLinked);
  const owners = findGlobals(root, new Set(linked.flatMap(namesOf)));
  const taken = new Map<FoldPlan, string>();
  for (const plan of linked) {
    const name = namesOf(plan).find((each) => isElsewhere(owners.get(each), plan));
    if (name !== undefined) taken.set(plan, name);
  }
  const skipped = [...taken].flatMap(([{ family, otherFamilies = [] }, name]) =>
    [family, ...otherFamilies].map(
      ({ id }): Skipped => ({
        subject: id,
        reason: "no-free-name",
        detail: `${name}() is defined in ${owners.get(name)} already.`,
      }),
    ),
  );
  return { plans: plans.filter((plan) => !taken.has(plan)), skipped };
}

function namesOf({ helper, otherHelpers = [] }: FoldPlan): string[] {
  return [helper, ...otherHelpers];
}

/** Whether a name's owner is a file that the fold leaves alone: in its own files the name may be one that goes away. */
function isElsewhere(owner: string | undefined, { files }: FoldPlan): boolean {
  return owner !== undefined && !files.some(({ file }) => file === owner);
}
