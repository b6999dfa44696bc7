import { gatherGroups } from "./chips/family-group.ts";
import type { FoldPlan, FoldRequest, FoldResult } from "./fold-plan.ts";
import { chooseGroups, withGroupReasons } from "./plan/choose-groups.ts";
import { createProposer, startPlanning } from "./plan/create-proposer.ts";
import type { FamilyProposal, FoldProposal, FoldUnit } from "./plan/fold-proposal.ts";
import { settleProposals, takePlan } from "./plan/settle-proposals.ts";
import { isRefusal } from "./refusal.ts";

/**
 * A plan, or a reason, for every family. First every family, and every group of families over the same chips, is
 * looked at by itself (`request.propose`, if need be in many threads); then folds are taken in the order given (best payoff first): a function that an earlier plan changes
 * is not changed again, so the plans' edits never overlap. A family that cannot be folded as a whole may give a plan
 * for each part of it that can. Pure but for `request.tree`.
 */
export async function planFolds(request: FoldRequest): Promise<FoldResult> {
  const { families } = request;
  const isAsked = request.strategies?.includes("chip-info") ?? true;
  const groups = isAsked ? gatherGroups(families) : [];
  const offered = await proposeAll([...families, ...groups], request);
  const ofGroups = offered.slice(families.length);
  const proposals = withGroupReasons(groups, ofGroups, offered.slice(0, families.length));
  const chosen = chooseGroups(groups, ofGroups, proposals);
  const plans: FoldPlan[] = [];
  const skipped: FoldResult["skipped"][number][] = [];
  const planning = startPlanning(request);
  for (const plan of request.kept ?? []) takePlan(plan, planning);
  for (const [i, settled] of settleProposals(families, { proposals, groups: chosen }, planning).entries()) {
    if (isRefusal(settled)) skipped.push({ subject: families[i].id, ...settled });
    else for (const proposal of settled) plans.push(await writePlan(proposal));
  }
  return { plans, skipped };
}

/** A proposal for every unit; neighbours in the tree are looked at one after the other. */
async function proposeAll(units: readonly FoldUnit[], request: FoldRequest): Promise<FamilyProposal[]> {
  const order = neighboursTogether(units);
  const neighbours = order.map((i) => units[i]);
  const proposed = await (request.propose?.(neighbours) ?? proposeHere(neighbours, request));
  const proposals: FamilyProposal[] = [];
  order.forEach((i, at) => {
    proposals[i] = proposed[at];
  });
  return proposals;
}

function proposeHere(units: readonly FoldUnit[], request: FoldRequest): FamilyProposal[] {
  const propose = createProposer(request);
  return units.map((unit, i) => {
    const proposal = propose(unit);
    request.onProgress?.(i + 1, units.length);
    return proposal;
  });
}

/** Indexes of the units by the first of their files: a folder's files and headers are then in memory once. */
function neighboursTogether(units: readonly FoldUnit[]): number[] {
  const places = units.map((unit) => {
    const [family] = "families" in unit ? unit.families : [unit];
    return family.members[0]?.file ?? "";
  });
  return [...units.keys()].sort((a, b) => (places[a] < places[b] ? -1 : places[a] > places[b] ? 1 : a - b));
}

/** ts-morph holds the TypeScript compiler: it is loaded only when there is something to write. */
async function writePlan({ plan, members, operations }: FoldProposal): Promise<FoldPlan> {
  const { writeCodemod, writeCodemodMeta } = await import("./codemod/write-codemod.ts");
  return {
    ...plan,
    codemod: writeCodemod({ ...plan, members, operations }),
    codemodMeta: writeCodemodMeta({ ...plan, members }),
  };
}
