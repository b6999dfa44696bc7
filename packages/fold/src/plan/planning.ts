import type { Grain } from "@kindred/clones";
import type { FindBuild } from "../kbuild/build-finder.ts";
import type { IsSurelyBuilt } from "../kbuild/link-finder.ts";
import type { PlaceLibrary } from "../kbuild/place-library.ts";
import type { LoadContext } from "../members/fold-member.ts";
import type { ClaimedRanges } from "../place/claimed-ranges.ts";
import type { FoldStrategy } from "../strategies/fold-strategy.ts";
import type { ProposeRequest } from "./create-proposer.ts";

/** What planning a run of folds shares: the sources, and what earlier folds of the run have taken. */
export interface Planning extends LoadContext {
  readonly request: ProposeRequest;
  /** Cheapest first. */
  readonly strategies: readonly FoldStrategy[];
  /** What may be folded. */
  readonly grains: readonly Grain[];
  readonly findBuild: FindBuild;
  readonly isSurelyBuilt: IsSurelyBuilt;
  readonly placeLibrary: PlaceLibrary;
  readonly isSymbolTaken: (symbol: string, folder: string) => boolean;
  /** Functions that several files use are to stand whole in a header. */
  readonly isInHeader: boolean;
  /** Runs of statements are to have no way out but their end. */
  readonly isStraight: boolean;
  readonly claimed: ClaimedRanges;
  /** Names that folds so far have given to helpers. */
  readonly taken: Set<string>;
}
