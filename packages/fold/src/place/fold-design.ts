import type { Edit } from "@kindred/c-source";
import type { Family, Strategy } from "@kindred/clones";
import type { AntiUnification } from "../anti-unify/anti-unify.ts";
import type { HoleParameter } from "../holes/hole-parameters.ts";
import type { FoldMember } from "../members/fold-member.ts";

/** A family that can be folded: what the helper is, before it is known where it goes. */
export interface FoldDesign {
  readonly family: Family;
  readonly strategy: Strategy;
  readonly members: readonly FoldMember[];
  readonly unifier: AntiUnification;
  readonly parameters: readonly HoleParameter[];
  /** The member whose text becomes the helper. */
  readonly body: number;
  /** Comments of other members to put into it, in its offsets. */
  readonly comments: readonly Edit[];
}
