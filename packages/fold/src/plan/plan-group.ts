import type { Family } from "@kindred/clones";
import { designGroup, type GroupDesign } from "../chips/design-group.ts";
import type { FamilyGroup } from "../chips/family-group.ts";
import { groupData } from "../chips/group-data.ts";
import { refuseData } from "../chips/refuse-data.ts";
import { findIdleParts, findLosingParts } from "../chips/worthy-parts.ts";
import { type LoadedFamily, loadFamily } from "../families/loaded-family.ts";
import { chooseHomes, type HelperHome } from "../place/helper-home.ts";
import type { LaidOutFold } from "../place/lay-out-fold.ts";
import { layOutGroup } from "../place/lay-out-group.ts";
import type { GroupPart } from "../place/place-group.ts";
import { findRemovals, type IsFree, type Removals } from "../place/removable-members.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { chooseName } from "./choose-name.ts";
import type { Planning } from "./planning.ts";

/** A group that has found its place. */
export interface PreparedGroup {
  /** The families that it takes, by their places in the group that was asked for. */
  readonly taken: readonly number[];
  readonly families: readonly Family[];
  readonly design: GroupDesign;
  readonly laidOut: LaidOutFold & { readonly parts: readonly GroupPart[] };
}

/**
 * One fold of families over the same chips. Families that cannot take part, or that would not gain, leave one by one
 * until the others make a fold; each time what is left is designed anew, since calls between families count.
 */
export function planGroup(group: FamilyGroup, planning: Planning): PreparedGroup | Refusal {
  const loaded = group.families.map((family) => loadWhole(family, planning));
  let refusal = loaded.find(isRefusal) ?? refuse("too-few-members", "A group needs two families.");
  let left = [...loaded.keys()].filter((at) => !isRefusal(loaded[at]));
  while (left.length > 1) {
    const families = left.map((at) => loaded[at] as LoadedFamily);
    const made = tryGroup(families, group, planning);
    if (!("leave" in made)) return { ...made, taken: left, families: left.map((at) => group.families[at]) };
    refusal = made.refusal;
    const leaving = new Set(made.leave);
    left = left.filter((_, i) => !leaving.has(i));
  }
  return refusal;
}

/** All members, or none: a chip without its function is another group. */
function loadWhole(family: Family, planning: Planning): LoadedFamily | Refusal {
  const loaded = loadFamily(family, planning);
  if (isRefusal(loaded) || loaded.members.length === family.members.length) return loaded;
  return refuse("stale-family", "Not all of its members are to be had.");
}

interface Fault {
  /** Families, by their places, without which it may go. */
  readonly leave: readonly number[];
  readonly refusal: Refusal;
}

type Attempt = Pick<PreparedGroup, "design" | "laidOut"> | Fault;

function tryGroup(families: readonly LoadedFamily[], { chips }: FamilyGroup, planning: Planning): Attempt {
  const design = designGroup(families, chips, planning);
  if ("family" in design) return { leave: [families.indexOf(design.family)], refusal: design.refusal };
  const idle = findIdleParts(design);
  if (idle.length > 0)
    return { leave: idle, refusal: refuse("no-strategy", "Few values differ: parameters do for them.") };
  const fault = refuseData(design, planning.sources, planning.request.isNameFree ?? (() => true));
  if (fault) return { leave: [fault.part], refusal: fault.refusal };
  const home = chooseHome(design, planning);
  if ("leave" in home) return home;
  const isFree: IsFree = (file, start, end) => planning.claimed.isFree(file, start, end);
  const removals = design.parts.map((part) => findRemovals(part, isFree, planning.sources));
  const laidOut = layOutGroup(design.parts, removals, groupData(design, home.header !== undefined), home, {
    sources: planning.sources,
    parser: planning.parser,
    isFree,
    nameAll: (gone) => nameAll(design, home, gone, planning),
  });
  const losing = findLosingParts(design, removals);
  if (losing.length > 0) return { leave: losing, refusal: refuse("net-not-positive", "It saves no line.") };
  return isRefusal(laidOut) ? { leave: [...families.keys()], refusal: laidOut } : { design, laidOut };
}

/** The home that suits most helpers, the first among equals; the others leave. */
function chooseHome({ parts }: GroupDesign, planning: Planning): HelperHome | Fault {
  const homes: (readonly HelperHome[])[] = [];
  for (const [i, part] of parts.entries()) {
    const found = chooseHomes(part, planning);
    if (isRefusal(found)) return { leave: [i], refusal: found };
    const own = found.filter(({ shared, library }) => !shared && !library);
    if (own.length === 0)
      return {
        leave: [i],
        refusal: refuse("crosses-modules", "The chips are linked into different modules."),
      };
    homes.push(own);
  }
  const suits = (home: HelperHome, list: readonly HelperHome[]): boolean =>
    list.some(({ file, header }) => file === home.file && header === home.header);
  const count = (home: HelperHome): number => homes.filter((list) => suits(home, list)).length;
  const best = homes.flat().reduce((a, b) => (count(b) > count(a) ? b : a));
  const leave = homes.flatMap((list, i) => (suits(best, list) ? [] : [i]));
  return leave.length === 0
    ? best
    : { leave, refusal: refuse("no-common-header", "It shares no place with the other helpers.") };
}

/** Names for all helpers; each is told the others' so that they can call each other. */
function nameAll(
  { parts, helpers }: GroupDesign,
  home: HelperHome,
  removals: readonly Removals[],
  planning: Planning,
): readonly string[] | undefined {
  const taken = new Set(planning.taken);
  for (const [i, part] of parts.entries()) {
    const name = chooseName(part, home, removals[i], { ...planning, taken });
    if (name === undefined) return undefined;
    taken.add(name);
    helpers[i] = name;
  }
  return helpers;
}
