import type { FoldDesign } from "../place/fold-design.ts";
import { chooseHomes, type HelperHome } from "../place/helper-home.ts";
import { type LaidOutFold, layOutFold } from "../place/lay-out-fold.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { chooseName } from "./choose-name.ts";
import type { Planning } from "./planning.ts";

/** A design that has found its place: ready to be taken and written. */
export interface PreparedFold {
  readonly design: FoldDesign;
  readonly laidOut: LaidOutFold;
}

/** A refusal and how far the fold had come: 0 no design, 1 no place, 2 not worth it or not fitting there. */
export interface StagedRefusal {
  readonly stage: number;
  readonly refusal: Refusal;
}

/** Finds a design its place; nothing is claimed yet. */
export function prepareFold(design: FoldDesign, planning: Planning): PreparedFold | StagedRefusal {
  const refusal = findTakenSite(design, planning);
  if (refusal) return { stage: 1, refusal };
  const homes = chooseHomes(design, planning);
  if (isRefusal(homes)) return { stage: 1, refusal: homes };
  return prepareInFirst(homes, design, planning);
}

function findTakenSite({ sites }: FoldDesign, { claimed }: Planning): Refusal | undefined {
  const site = sites.find(({ member, start, end }) => !claimed.isFree(member.file.path, start, end));
  return (
    site && refuse("overlaps-earlier-fold", `${site.member.member.function}() is changed by an earlier fold.`)
  );
}

/** The first home that takes the helper; when none does, what the first one lacks. */
function prepareInFirst(
  homes: readonly HelperHome[],
  design: FoldDesign,
  planning: Planning,
): PreparedFold | StagedRefusal {
  let refusal: Refusal | undefined;
  for (const home of homes) {
    const laidOut = layOutFold(design, home, {
      sources: planning.sources,
      parser: planning.parser,
      isFree: (file, start, end) => planning.claimed.isFree(file, start, end),
      nameFor: (removals) => chooseName(design, home, removals, planning),
    });
    if (!isRefusal(laidOut)) return { design, laidOut };
    refusal ??= laidOut;
  }
  return { stage: 2, refusal: refusal! };
}

/** Whether a fold that was laid out earlier still finds its lines and its name unused. */
export function isStillFree({ design, laidOut }: PreparedFold, { claimed, taken }: Planning): boolean {
  return claimed.isFreeFor(laidOut.edits) && (isExisting(design) || !taken.has(laidOut.name));
}

/** Claims what a fold changes, so that later folds keep away. */
export function takeFold(fold: PreparedFold, { claimed, taken }: Planning): PreparedFold {
  claimed.addEdits(fold.laidOut.edits);
  for (const { member, start, end } of fold.design.sites) claimed.add(member.file.path, start, end);
  if (!isExisting(fold.design)) taken.add(fold.laidOut.name);
  return fold;
}

/** Whether a fold gives no name away: its helper has one already. */
function isExisting({ helper }: FoldDesign): boolean {
  return helper.existing !== undefined;
}
