import { leastForTable } from "../plan/least-net.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { FoldDesign } from "./fold-design.ts";
import type { HelperHome } from "./helper-home.ts";
import { costOf, finishLayOut, type LaidOutFold, type LayOutContext } from "./lay-out-fold.ts";
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
  const none = designs.map((): Removals => ({ calls: new Map(), comment: undefined }));
  const least = leastForTable(designs[0].sites.length);
  let refusal = refuse("no-free-name", "Every name that suits a helper is taken.");
  for (const [removals, isBrief] of [
    [best, false],
    [best, true],
    [none, false],
    [none, true],
  ] as const) {
    const names = context.nameAll(removals);
    if (!names) continue;
    const parts = designs.map((design, i): GroupPart => ({ design, name: names[i], removals: removals[i] }));
    const placed = placeGroup(parts, data, { home, isBrief, ...context });
    if (!placed)
      return refuse(
        "type-not-in-header",
        `${home.header!.path} has no place for the prototypes, or not all of their types.`,
      );
    const sites = designs.flatMap((design) => design.sites);
    const finished = finishLayOut(placed, sites, context);
    if (isRefusal(finished)) refusal = finished;
    else if (finished.net >= least) return { ...placed, ...finished, name: names[0], parts };
    else refusal = refuse("net-not-positive", costOf(-finished.net, least));
  }
  return refusal;
}
