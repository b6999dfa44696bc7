import type { FoldPlan, FoldRequest, FoldResult } from "./fold-plan.ts";
import { openSources } from "./members/source-file.ts";
import { writeMessage } from "./message/patch-message.ts";
import { ClaimedRanges } from "./place/claimed-ranges.ts";
import { createModuleFinder } from "./place/linked-modules.ts";
import { planFamily } from "./plan/plan-family.ts";
import type { Planning } from "./plan/planning.ts";
import type { PreparedFold } from "./plan/prepare-fold.ts";
import { isRefusal } from "./refusal.ts";
import { STRATEGIES } from "./strategies/strategy-list.ts";

/**
 * A plan, or a reason, for every family. Families are taken in the order given (best payoff first): a function that
 * an earlier plan changes is not changed again, so the plans' edits never overlap. A family that cannot be folded as
 * a whole may give a plan for each part of it that can. Pure but for `request.tree`.
 */
export async function planFolds(request: FoldRequest): Promise<FoldResult> {
  const planning = startPlanning(request);
  const plans: FoldPlan[] = [];
  const skipped: FoldResult["skipped"][number][] = [];
  for (const [i, family] of request.families.entries()) {
    const made = planFamily(family, planning);
    if (isRefusal(made)) skipped.push({ subject: family.id, ...made });
    else for (const fold of made) plans.push(await writePlan(fold));
    request.onProgress?.(i + 1, request.families.length);
  }
  return { plans, skipped };
}

function startPlanning(request: FoldRequest): Planning {
  const { tree, parser, memberPrefix, strategies } = request;
  return {
    request,
    tree,
    parser,
    memberPrefix,
    strategies: STRATEGIES.filter(({ id }) => strategies?.includes(id) ?? true),
    sources: openSources(tree),
    findModules: createModuleFinder(tree),
    claimed: new ClaimedRanges(),
    taken: new Set(),
  };
}

/** A fold as text, so that nothing of its syntax trees is kept. ts-morph holds the TypeScript compiler: it is loaded only when there is something to write. */
async function writePlan({ design, laidOut }: PreparedFold): Promise<FoldPlan> {
  const { writeCodemod, writeCodemodMeta } = await import("./codemod/write-codemod.ts");
  return {
    family: design.family,
    strategy: design.strategy,
    helper: laidOut.name,
    helperFile: laidOut.helperFile,
    helperText: laidOut.helperText,
    files: laidOut.edits,
    removedFunctions: laidOut.removedFunctions,
    ...writeMessage(design, laidOut, laidOut.name),
    codemod: writeCodemod(design, laidOut.name, laidOut.files),
    codemodMeta: writeCodemodMeta(design, laidOut.name),
  };
}
