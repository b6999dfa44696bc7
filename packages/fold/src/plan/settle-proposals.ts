import type { CText } from "@kindred/c-source";
import type { Family, Member } from "@kindred/clones";
import { fewestMembers } from "../families/loaded-family.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { ChosenGroup } from "./choose-groups.ts";
import { planSafely } from "./create-proposer.ts";
import type { FamilyProposal, FoldProposal } from "./fold-proposal.ts";
import type { Planning } from "./planning.ts";
import type { PreparedFold } from "./prepare-fold.ts";
import { toProposal } from "./proposal-of.ts";

/** What was proposed for families, in their order, and for groups that are to be preferred, by the first of theirs. */
export interface Proposals {
  readonly proposals: readonly FamilyProposal[];
  readonly groups: ReadonlyMap<number, ChosenGroup>;
}

/**
 * Takes proposals in the order of their families, a group with the first of its. Where one meets what an earlier one has taken, what is left of its
 * family is looked at again with that in sight. The outcome depends on the families and their order alone: a proposal
 * that is taken as it stands touches nothing that was taken before it.
 */
export function settleProposals(
  families: readonly Family[],
  { proposals, groups }: Proposals,
  planning: Planning,
): FamilyProposal[] {
  const inGroups = new Set<number>();
  return families.map((family, i) => {
    if (inGroups.has(i)) return [];
    const group = groups.get(i);
    if (group && isFree(group.proposal, planning)) {
      for (const position of group.positions) inGroups.add(position);
      takePlan(group.proposal.plan, planning);
      return [group.proposal];
    }
    const proposed = proposals[i];
    if (isRefusal(proposed)) return proposed;
    const free = proposed.filter((proposal) => isFree(proposal, planning));
    for (const { plan } of free) takePlan(plan, planning);
    if (free.length === proposed.length) return free;
    const members = family.members.filter((member) => isUntouched(member, planning));
    const anew: PreparedFold[] | Refusal =
      members.length < fewestMembers(family)
        ? refuse("overlaps-earlier-fold", "Its members are changed by earlier folds.")
        : planSafely({ ...family, members }, planning);
    if (isRefusal(anew)) return free.length > 0 ? free : anew;
    return [...free, ...anew.map(toProposal)];
  });
}

/** Whether no fold has changed a member's lines so far. */
function isUntouched(
  { file, startLine, endLine }: Member,
  { sources, memberPrefix, claimed }: Planning,
): boolean {
  const source = sources.open(memberPrefix + file);
  if (!source) return false;
  return claimed.isFree(source.path, lineStart(source.text, startLine), lineStart(source.text, endLine + 1));
}

function lineStart(text: CText, line: number): number {
  let at = 0;
  for (let i = 1; i < line && at >= 0; i++) at = text.indexOf("\n", at) + 1 || -1;
  return at < 0 ? text.length : at;
}

function isFree({ plan }: FoldProposal, { claimed, taken }: Planning): boolean {
  return (
    claimed.isFreeFor(plan.files) &&
    plan.claims.every(({ file, start, end }) => claimed.isFree(file, start, end)) &&
    ![plan.helper, ...(plan.otherHelpers ?? [])].some((name) => taken.has(name))
  );
}

/** Makes a fold part of what later ones must keep away from. */
export function takePlan(
  { files, claims, helper, otherHelpers = [], strategy }: FoldProposal["plan"],
  { claimed, taken }: Planning,
): void {
  claimed.addEdits(files);
  for (const { file, start, end } of claims) claimed.add(file, start, end);
  const isNew = strategy !== "existing-helper";
  for (const name of isNew ? [helper, ...otherHelpers] : []) taken.add(name);
}
