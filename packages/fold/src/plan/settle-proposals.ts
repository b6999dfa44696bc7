import type { Family } from "@kindred/clones";
import { isRefusal } from "../refusal.ts";
import { toProposal } from "./create-proposer.ts";
import type { FamilyProposal, FoldProposal } from "./fold-proposal.ts";
import { planFamily } from "./plan-family.ts";
import type { Planning } from "./planning.ts";

/**
 * Takes proposals in the order of their families. Where one meets what an earlier one has taken, its family is looked
 * at again with that in sight. The outcome depends on the families and their order alone: a proposal that is taken as
 * it stands touches nothing that was taken before it.
 */
export function settleProposals(
  families: readonly Family[],
  proposals: readonly FamilyProposal[],
  planning: Planning,
): FamilyProposal[] {
  return families.map((family, i) => {
    const proposed = proposals[i];
    if (isRefusal(proposed)) return proposed;
    if (proposed.every((proposal) => isFree(proposal, planning))) {
      for (const proposal of proposed) take(proposal, planning);
      return proposed;
    }
    const anew = planFamily(family, planning);
    return isRefusal(anew) ? anew : anew.map(toProposal);
  });
}

function isFree({ plan, claims }: FoldProposal, { claimed, taken }: Planning): boolean {
  const isClear = plan.files.every(({ file, edits }) =>
    edits.every((edit) => claimed.isFree(file, edit.start, edit.end)),
  );
  return (
    isClear &&
    claims.every(({ file, start, end }) => claimed.isFree(file, start, end)) &&
    !taken.has(plan.helper)
  );
}

function take({ plan, claims }: FoldProposal, { claimed, taken }: Planning): void {
  for (const { file, edits } of plan.files) {
    for (const edit of edits) claimed.add(file, edit.start, edit.end);
  }
  for (const { file, start, end } of claims) claimed.add(file, start, end);
  taken.add(plan.helper);
}
