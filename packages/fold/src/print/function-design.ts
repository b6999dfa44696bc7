import type { CText, Edit } from "@kindred/c-source";
import type { AntiUnification } from "../anti-unify/anti-unify.ts";
import type { SkeletonNode } from "../anti-unify/skeleton.ts";
import type { HoleParameter } from "../holes/hole-parameters.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import type { FoldMember } from "../members/fold-member.ts";

/** A call of a function that another helper replaces. */
export interface HelperCall {
  readonly callee: SkeletonNode;
  readonly list: SkeletonNode;
  /** The other helper's name, known once all have one. */
  helper(): string;
}

/** A helper that is one member's text with parameters where the members differ. */
export interface FunctionDesign {
  readonly members: readonly FoldMember[];
  readonly unifier: AntiUnification;
  /** Every hole's places in the skeleton. */
  readonly places: readonly (readonly HolePlace[])[];
  readonly parameters: readonly HoleParameter[];
  /** Indexes of the body's own parameters that the helper does not have. */
  readonly dropped?: ReadonlySet<number> | undefined;
  /** Holes that are no parameters: each is named by the constant data in which it is found, `desc->mask`. */
  readonly entries?: readonly HoleParameter[];
  /** Calls that go to other helpers, which are given the same constant data. */
  readonly calls?: readonly HelperCall[];
  /** The member whose text becomes the helper. */
  readonly body: number;
  /** Other members' comments, and statements under flags, in the body's offsets. */
  readonly inserted: readonly Edit[];
  /** Pieces of other members' text in it: their names must mean the same where the helper goes. */
  readonly moved: readonly CText[];
}
