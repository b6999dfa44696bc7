import { groupProse } from "../chips/group-prose.ts";
import { writeMessage } from "../message/patch-message.ts";
import type { FoldProposal } from "./fold-proposal.ts";
import type { PreparedGroup } from "./plan-group.ts";

/** A group as one proposal, in the name of the first of its families. */
export function toGroupProposal({ design, families, laidOut }: PreparedGroup): FoldProposal {
  const sites = design.parts.flatMap((part) => part.sites);
  const prose = groupProse(design, families);
  return {
    plan: {
      family: families[0],
      strategy: "chip-info",
      helper: laidOut.name,
      otherFamilies: families.slice(1),
      otherHelpers: design.helpers.slice(1),
      helperFile: laidOut.helperFile,
      ...(laidOut.isLinked ? { isLinked: true } : {}),
      helperText: laidOut.helperText,
      files: laidOut.edits,
      claims: sites.map(({ member, start, end }) => ({ file: member.file.path, start, end })),
      removedFunctions: laidOut.removedFunctions,
      ...writeMessage({ ...design.parts[0], prose }, laidOut, laidOut.name),
    },
    net: laidOut.net,
    members: sites.map(({ member }) => member.member),
    operations: laidOut.files,
  };
}
