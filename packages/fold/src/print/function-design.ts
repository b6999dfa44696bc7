import type { Edit } from "@kindred/c-source";
import type { AntiUnification } from "../anti-unify/anti-unify.ts";
import type { HoleParameter } from "../holes/hole-parameters.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import type { FoldMember } from "../members/fold-member.ts";

/** A helper that is one member's text with parameters where the members differ. */
export interface FunctionDesign {
  readonly members: readonly FoldMember[];
  readonly unifier: AntiUnification;
  /** Every hole's places in the skeleton. */
  readonly places: readonly (readonly HolePlace[])[];
  readonly parameters: readonly HoleParameter[];
  /** The member whose text becomes the helper. */
  readonly body: number;
  /** Comments of other members to put into it, in its offsets. */
  readonly comments: readonly Edit[];
}
