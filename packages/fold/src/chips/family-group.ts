import type { Family, HoleKind, Member } from "@kindred/clones";
import { VERBS } from "../naming/helper-name.ts";

/*
 * Families that belong together: each has one member a chip, and the chips are the same. Chips are told apart by
 * their files (a driver file for each chip), or within one file by the part in which the members' names differ
 * (`lm_a_read`, `lm_b_read`). Nothing is read from the tree, so gathering is cheap: O(members), sorted by key.
 * Known misses: families in which a chip has two members or none, and chips whose names follow no pattern.
 */

/** Families over the same chips. */
export interface FamilyGroup {
  /** In the order given, which is that of their payoff; the members of each are those of the chips, in their order. */
  readonly families: readonly Family[];
  /** Position of each family in the list that was gathered from. */
  readonly positions: readonly number[];
  /** What names of functions call the chips, when that is what tells them apart. */
  readonly chips: readonly string[] | undefined;
}

/** More chips than this are a table of another kind, and more families make a patch that nobody reviews. */
const MOST_CHIPS = 12;
const MOST_FAMILIES = 32;

/** Differences that no constant takes. */
const BEYOND_CONSTANTS: ReadonlySet<HoleKind> = new Set<HoleKind>(["type", "member"]);

/** The groups of two families or more. A family is in at most one. */
export function gatherGroups(families: readonly Family[]): FamilyGroup[] {
  const byChips = new Map<string, { positions: number[]; chips: readonly string[] | undefined }>();
  for (const [position, family] of families.entries()) {
    const keys = chipKeys(family);
    if (!keys) continue;
    const key = [keys.isNamed ? family.members[0].file : "", ...[...keys.chips].sort()].join("\n");
    const group = byChips.get(key);
    if (group) group.positions.push(position);
    else
      byChips.set(key, { positions: [position], chips: keys.isNamed ? [...keys.chips].sort() : undefined });
  }
  return [...byChips.values()].flatMap(({ positions, chips }) => {
    const taken = positions.slice(0, MOST_FAMILIES);
    return taken.length < 2
      ? []
      : [{ positions: taken, families: taken.map((at) => inChipOrder(families[at])), chips }];
  });
}

interface ChipKeys {
  /** The chip of each member. */
  readonly chips: readonly string[];
  /** Whether the functions' names tell the chips, not their files. */
  readonly isNamed: boolean;
}

function chipKeys({ grain, holes, members }: Family): ChipKeys | undefined {
  if (grain !== "function" || members.length < 2 || members.length > MOST_CHIPS) return undefined;
  if (holes.some(({ kind }) => BEYOND_CONSTANTS.has(kind))) return undefined;
  const files = members.map(({ file }) => file);
  const distinct = new Set(files).size;
  if (distinct === members.length) return { chips: files, isNamed: false };
  const names = distinct === 1 ? differingParts(members) : undefined;
  return names && { chips: names, isNamed: true };
}

/** The words in which names differ, when they differ in one place: `a`, `b` of `lm_a_read`, `lm_b_read`. */
function differingParts(members: readonly Member[]): string[] | undefined {
  const words = members.map(({ function: name }) => name.split("_"));
  const shortest = Math.min(...words.map((list) => list.length));
  const isShared = (at: (list: readonly string[]) => string | undefined): boolean =>
    words.every((list) => at(list) === at(words[0]));
  let ahead = 0;
  while (ahead < shortest && isShared((list) => list[ahead])) ahead++;
  let behind = 0;
  while (behind < shortest - ahead && isShared((list) => list.at(-1 - behind))) behind++;
  const parts = words.map((list) => list.slice(ahead, list.length - behind));
  const isTelling =
    new Set(parts.map(String)).size === parts.length && parts.every((part) => part.length > 0);
  // What only does something else is no chip: `foo_get`, `foo_set`.
  const isAction = parts.every((part) => part.every((word) => VERBS.has(word) && !/^[rt]x$/.test(word)));
  return isTelling && !isAction ? parts.map((part) => part.join("_")) : undefined;
}

function inChipOrder(family: Family): Family {
  const { chips } = chipKeys(family)!;
  const order = [...chips.keys()].sort((a, b) => (chips[a] < chips[b] ? -1 : 1));
  return { ...family, members: order.map((at) => family.members[at]) };
}
