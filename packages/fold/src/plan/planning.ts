import type { FoldRequest } from "../fold-plan.ts";
import type { LoadContext } from "../members/fold-member.ts";
import type { ClaimedRanges } from "../place/claimed-ranges.ts";
import type { FindModules } from "../place/linked-modules.ts";
import type { FoldStrategy } from "../strategies/fold-strategy.ts";

/** What planning a run of folds shares: the sources, and what earlier folds of the run have taken. */
export interface Planning extends LoadContext {
  readonly request: FoldRequest;
  /** Cheapest first. */
  readonly strategies: readonly FoldStrategy[];
  readonly findModules: FindModules;
  readonly claimed: ClaimedRanges;
  /** Names that folds so far have given to helpers. */
  readonly taken: Set<string>;
}
