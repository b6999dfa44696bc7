import { groupProse } from "../chips/group-prose.ts";
import type { FoldProposal } from "./fold-proposal.ts";
import type { PreparedGroup } from "./plan-group.ts";
import { proposalOf } from "./proposal-of.ts";

/** A group as one proposal, in the name of the first of its families. */
export function toGroupProposal({ design, families, laidOut }: PreparedGroup): FoldProposal {
  const sites = design.parts.flatMap((part) => part.sites);
  const prose = groupProse(design, families);
  const proposal = proposalOf({ ...design.parts[0], prose }, sites, laidOut);
  return {
    ...proposal,
    plan: {
      ...proposal.plan,
      family: families[0],
      strategy: "chip-info",
      otherFamilies: families.slice(1),
      otherHelpers: design.helpers.slice(1),
    },
  };
}
