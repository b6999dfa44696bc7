import { writeMessage } from "../message/patch-message.ts";
import type { FoldDesign, MemberSite } from "../place/fold-design.ts";
import type { LaidOutFold } from "../place/lay-out-fold.ts";
import type { FoldProposal } from "./fold-proposal.ts";
import type { PreparedFold } from "./prepare-fold.ts";

/** The fold of a family as a proposal. */
export function toProposal({ design, laidOut }: PreparedFold): FoldProposal {
  return proposalOf(design, design.sites, laidOut);
}

/** A fold of these members as text, so that nothing of its syntax trees is kept. */
export function proposalOf(
  design: FoldDesign,
  sites: readonly MemberSite[],
  laidOut: LaidOutFold,
): FoldProposal {
  return {
    plan: {
      family: design.family,
      strategy: design.strategy,
      helper: laidOut.name,
      helperFile: laidOut.helperFile,
      ...(laidOut.isLinked ? { isLinked: true } : {}),
      helperText: laidOut.helperText,
      files: laidOut.edits,
      claims: sites.map(({ member, start, end }) => ({ file: member.file.path, start, end })),
      removedFunctions: laidOut.removedFunctions,
      ...writeMessage(design, laidOut, laidOut.name),
    },
    net: laidOut.net,
    members: sites.map(({ member }) => member.member),
    operations: laidOut.files,
  };
}
