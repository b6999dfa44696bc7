import type { Family } from "@kindred/clones";
import { type AntiUnification, antiUnify } from "../anti-unify/anti-unify.ts";
import type { ConstantScope } from "../holes/constant-type.ts";
import { holePlaces } from "../holes/hole-parameters.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import { readScope } from "../holes/read-scope.ts";
import { type FoldMember, type LoadContext, loadMembers } from "../members/fold-member.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { keepConstantsWhole } from "./keep-constants-whole.ts";

/** A family with its members in hand, and what every strategy asks of them; each part is computed on first use. */
export interface LoadedFamily {
  readonly family: Family;
  readonly members: readonly FoldMember[];
  /** What constants mean in each member's file. */
  readonly scopes: readonly ConstantScope[];
  readonly unifier: AntiUnification;
  /** Every hole's places in the skeleton. */
  readonly places: readonly (readonly HolePlace[])[];
}

/** One function suffices where the tree has its helper already. */
export function fewestMembers({ existingHelper }: Family): number {
  return existingHelper === undefined ? 2 : 1;
}

/** Reads a family's members from the tree. */
export function loadFamily(family: Family, context: LoadContext): LoadedFamily | Refusal {
  if (family.members.length < fewestMembers(family))
    return refuse("too-few-members", "A family needs two members to be folded.");
  const members = loadMembers(family, context);
  if (isRefusal(members)) return members;
  return familyOf({ ...family, members: members.map(({ member }) => member) }, members, context);
}

/** A family of some of a family's members. */
export function partOf(
  { family }: LoadedFamily,
  members: readonly FoldMember[],
  context: LoadContext,
): LoadedFamily {
  return familyOf({ ...family, members: members.map(({ member }) => member) }, members, context);
}

export function familyOf(family: Family, members: readonly FoldMember[], context: LoadContext): LoadedFamily {
  let scopes: readonly ConstantScope[] | undefined;
  let unifier: AntiUnification | undefined;
  let places: readonly (readonly HolePlace[])[] | undefined;
  return {
    family,
    members,
    get scopes() {
      scopes ??= members.map(({ file }) => readScope(file, context));
      return scopes;
    },
    get unifier() {
      unifier ??= antiUnify(members, keepConstantsWhole(this.scopes));
      return unifier;
    },
    get places() {
      places ??= holePlaces(this.unifier);
      return places;
    },
  };
}
