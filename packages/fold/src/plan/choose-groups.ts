import type { FamilyGroup } from "../chips/family-group.ts";
import { isRefusal } from "../refusal.ts";
import { STRATEGIES } from "../strategies/strategy-list.ts";
import { type Offer, savesMore } from "./best-fold.ts";
import type { FamilyProposal, FoldProposal } from "./fold-proposal.ts";

/** What constant data that many functions share asks of a later reader: as much as a callback does. */
const PRICE = 1;

/** A group's fold that is to be preferred to the folds of its families. */
export interface ChosenGroup {
  readonly proposal: FoldProposal;
  /** The families that it takes, by their places in the whole list. */
  readonly positions: readonly number[];
}

/** The groups whose fold saves clearly more than their families do one by one, by the first family that they take. */
export function chooseGroups(
  groups: readonly FamilyGroup[],
  offered: readonly FamilyProposal[],
  proposals: readonly FamilyProposal[],
): ReadonlyMap<number, ChosenGroup> {
  const chosen = new Map<number, ChosenGroup>();
  for (const [i, { families, positions }] of groups.entries()) {
    const made = offered[i];
    if (isRefusal(made)) continue;
    for (const proposal of made) {
      const { family, otherFamilies = [] } = proposal.plan;
      const ids = new Set([family, ...otherFamilies].map(({ id }) => id));
      const taken = positions.filter((_, at) => ids.has(families[at].id));
      const singles = taken.flatMap((at) => {
        const single = proposals[at];
        return isRefusal(single) ? [] : single;
      });
      if (savesMore({ net: proposal.net, price: PRICE }, offerOf(singles)))
        chosen.set(taken[0], { proposal, positions: taken });
    }
  }
  return chosen;
}

/** Where no strategy that was asked for takes a family by itself, what its group lacks says more. */
export function withGroupReasons(
  groups: readonly FamilyGroup[],
  offered: readonly FamilyProposal[],
  proposals: readonly FamilyProposal[],
): readonly FamilyProposal[] {
  const reasoned = [...proposals];
  for (const [i, { positions }] of groups.entries()) {
    const made = offered[i];
    if (!isRefusal(made)) continue;
    for (const at of positions) {
      const single = proposals[at];
      if (isRefusal(single) && single.reason === "no-strategy") reasoned[at] = made;
    }
  }
  return reasoned;
}

function offerOf(singles: readonly FoldProposal[]): Offer {
  const used = new Set(singles.map(({ plan }) => plan.strategy));
  const prices = STRATEGIES.filter(({ id }) => used.has(id)).map(({ price }) => price);
  return { net: singles.reduce((sum, { net }) => sum + net, 0), price: Math.max(0, ...prices) };
}
