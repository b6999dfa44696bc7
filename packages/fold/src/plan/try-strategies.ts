import type { LoadedFamily } from "../families/loaded-family.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { existingHelper } from "../strategies/existing-helper.ts";
import type { FoldStrategy } from "../strategies/fold-strategy.ts";
import { isWorthMore, leastFor, priceOf } from "./best-fold.ts";
import type { Planning } from "./planning.ts";
import { type PreparedFold, prepareFold, type StagedRefusal } from "./prepare-fold.ts";

/**
 * The best fold that any strategy has for a family. When none has one, the reason of the strategy that came
 * furthest is given, of the cheapest among equals: that is the least that would have to change.
 */
export function tryStrategies(loaded: LoadedFamily, planning: Planning): PreparedFold | Refusal {
  let best: PreparedFold | undefined;
  let furthest: StagedRefusal | undefined;
  for (const strategy of strategiesFor(loaded, planning)) {
    // A dearer strategy that cannot win, whatever it saves, is not tried.
    if (best && !mayWin(strategy, best, loaded, planning)) continue;
    const designs = strategy.design(loaded, planning);
    const tried = isRefusal(designs)
      ? [{ stage: 0, refusal: designs }]
      : designs.map((design) => prepareFold(design, planning));
    for (const each of tried) {
      if ("refusal" in each) {
        if (!furthest || each.stage > furthest.stage) furthest = each;
      } else if (!best || isWorthMore([each], [best], planning.strategies)) best = each;
    }
  }
  return (
    best ?? furthest?.refusal ?? refuse("no-strategy", "None of the strategies asked for is made for it.")
  );
}

/** One function alone can only be replaced by what the tree has already. */
function strategiesFor({ members }: LoadedFamily, { strategies }: Planning): readonly FoldStrategy[] {
  return members.length > 1 ? strategies : strategies.filter(({ id }) => id === existingHelper.id);
}

function mayWin(
  { price }: FoldStrategy,
  best: PreparedFold,
  loaded: LoadedFamily,
  { strategies }: Planning,
): boolean {
  const steps = Math.max(0, price - priceOf([best], strategies));
  return leastFor(best.laidOut.net, steps) < mostToSave(loaded);
}

/** No fold takes more lines away than all members have but one. */
function mostToSave({ members }: LoadedFamily): number {
  const lines = members.map(({ span }) => span.endLine - span.startLine + 1);
  return lines.reduce((sum, each) => sum + each, 0) - Math.min(...lines);
}
