import type { Strategy } from "@kindred/clones";
import type { LoadedFamily } from "../families/loaded-family.ts";
import type { LoadContext } from "../members/fold-member.ts";
import type { FoldDesign } from "../place/fold-design.ts";
import type { Refusal } from "../refusal.ts";

/** One way to fold a family. Strategies are pure, know nothing of each other, and are all tried on every family. */
export interface FoldStrategy {
  readonly id: Strategy;
  /** What its folds ask of every later reader: 0 for a plain function, more for what is harder to follow. */
  readonly price: number;
  /**
   * The designs that this strategy has for a family, best first; why it has none; or an empty list when the family
   * is no business of its own, so that the reason another strategy gives is the better one to show.
   */
  design(loaded: LoadedFamily, context: LoadContext): readonly FoldDesign[] | Refusal;
}
