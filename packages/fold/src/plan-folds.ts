import type { Family } from "@kindred/clones";
import type { FoldPlan, FoldRequest, FoldResult } from "./fold-plan.ts";
import { createProposer, startPlanning } from "./plan/create-proposer.ts";
import type { FamilyProposal, FoldProposal } from "./plan/fold-proposal.ts";
import { settleProposals, takePlan } from "./plan/settle-proposals.ts";
import { isRefusal } from "./refusal.ts";

/**
 * A plan, or a reason, for every family. First every family is looked at by itself (`request.propose`, if need be in
 * many threads); then folds are taken in the order given (best payoff first): a function that an earlier plan changes
 * is not changed again, so the plans' edits never overlap. A family that cannot be folded as a whole may give a plan
 * for each part of it that can. Pure but for `request.tree`.
 */
export async function planFolds(request: FoldRequest): Promise<FoldResult> {
  const { families } = request;
  const order = neighboursTogether(families);
  const neighbours = order.map((i) => families[i]);
  const proposed = await (request.propose?.(neighbours) ?? proposeHere(neighbours, request));
  const proposals: FamilyProposal[] = [];
  order.forEach((i, at) => {
    proposals[i] = proposed[at];
  });
  const plans: FoldPlan[] = [];
  const skipped: FoldResult["skipped"][number][] = [];
  const planning = startPlanning(request);
  for (const plan of request.kept ?? []) takePlan(plan, planning);
  for (const [i, settled] of settleProposals(families, proposals, planning).entries()) {
    if (isRefusal(settled)) skipped.push({ subject: families[i].id, ...settled });
    else for (const proposal of settled) plans.push(await writePlan(proposal));
  }
  return { plans, skipped };
}

function proposeHere(families: readonly Family[], request: FoldRequest): FamilyProposal[] {
  const propose = createProposer(request);
  return families.map((family, i) => {
    const proposal = propose(family);
    request.onProgress?.(i + 1, families.length);
    return proposal;
  });
}

/** Indexes of the families by the first of their files: a folder's files and headers are then in memory once. */
function neighboursTogether(families: readonly Family[]): number[] {
  const places = families.map(({ members }) => members[0]?.file ?? "");
  return [...families.keys()].sort((a, b) =>
    places[a] < places[b] ? -1 : places[a] > places[b] ? 1 : a - b,
  );
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
