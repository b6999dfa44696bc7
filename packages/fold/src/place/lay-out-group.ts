import { leastForTable } from "../plan/least-net.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { FoldDesign } from "./fold-design.ts";
import type { HelperHome } from "./helper-home.ts";
import {
  finishLayOut,
  firstThatPays,
  type LaidOutFold,
  type LayOutContext,
  NO_REMOVALS,
} from "./lay-out-fold.ts";
import { type GroupData, type GroupPart, placeGroup } from "./place-group.ts";
import type { Removals } from "./removable-members.ts";

export interface GroupContext extends Pick<LayOutContext, "sources" | "parser" | "isFree"> {
  /** The helpers' names, when these members go away; undefined when one finds none. */
  nameAll(removals: readonly Removals[]): readonly string[] | undefined;
}

/** Lays out a group of helpers as one fold: members that can go away (`best`) do. */
export function layOutGroup(
  designs: readonly FoldDesign[],
  best: readonly Removals[],
  data: GroupData,
  home: HelperHome,
  context: GroupContext,
): (LaidOutFold & { readonly parts: readonly GroupPart[] }) | Refusal {
  const sites = designs.flatMap((design) => design.sites);
  const none = designs.map(() => NO_REMOVALS);
  return firstThatPays([best, none], leastForTable(designs[0].sites.length), (removals, isBrief) => {
    const names = context.nameAll(removals);
    if (!names) return undefined;
    const parts = designs.map((design, i): GroupPart => ({ design, name: names[i], removals: removals[i] }));
    const placed = placeGroup(parts, data, { home, isBrief, ...context });
    if (!placed)
      return refuse(
        "type-not-in-header",
        `${home.header!.path} has no place for the prototypes, or not all of their types.`,
      );
    const finished = finishLayOut(placed, sites, context);
    return isRefusal(finished) ? finished : { ...placed, ...finished, name: names[0], parts };
  });
}
