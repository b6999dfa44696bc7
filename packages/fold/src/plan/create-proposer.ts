import { KindredError } from "@kindred/c-source";
import type { Family } from "@kindred/clones";
import type { FoldRequest } from "../fold-plan.ts";
import { createBuildFinder } from "../kbuild/build-finder.ts";
import { createLinkFinder } from "../kbuild/link-finder.ts";
import { createLibraryPlacer, isSymbolIn } from "../kbuild/place-library.ts";
import { openSources } from "../members/source-file.ts";
import { ClaimedRanges } from "../place/claimed-ranges.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { STRATEGIES } from "../strategies/strategy-list.ts";
import type { FamilyProposal, FoldUnit } from "./fold-proposal.ts";
import { toGroupProposal } from "./group-proposal.ts";
import { planFamily } from "./plan-family.ts";
import { planGroup } from "./plan-group.ts";
import type { Planning } from "./planning.ts";
import type { PreparedFold } from "./prepare-fold.ts";
import { toProposal } from "./proposal-of.ts";

/** What a family is looked at with. */
export type ProposeRequest = Pick<
  FoldRequest,
  "tree" | "memberPrefix" | "parser" | "isNameFree" | "strategies" | "grains" | "inHeader" | "straightRuns"
>;

/**
 * Looks at families, and groups of them, one by one, each as if it were alone in the tree: a pure function of the
 * family and the tree, so it does not matter which thread does it, or in which order. Families of one folder should come together: their
 * files are read once.
 */
export function createProposer(request: ProposeRequest): (unit: FoldUnit) => FamilyProposal {
  let planning = startPlanning(request);
  let looked = 0;
  return (unit) => {
    if (looked++ === MOST_UNITS) {
      planning = startPlanning({ ...request, tree: anotherReader(request.tree) });
      looked = 1;
    }
    const alone = { ...planning, claimed: new ClaimedRanges(), taken: new Set<string>() };
    if ("families" in unit) {
      const group = safely(() => planGroup(unit, alone));
      return isRefusal(group) ? group : [toGroupProposal(group)];
    }
    const made = planSafely(unit, alone);
    return isRefusal(made) ? made : made.map(toProposal);
  };
}

/**
 * Units looked at with the same sources. All that is kept of them is bounded or goes with a file, but what is in use
 * refers to what has left: a driver's file to the headers that it saw. So from time to time all is read anew, which
 * costs a second or two.
 */
const MOST_UNITS = 3000;

/** The same tree to whoever asks it, and a new one to whoever keeps something with it. */
function anotherReader(tree: FoldRequest["tree"]): FoldRequest["tree"] {
  return {
    root: tree.root,
    readText: (path) => tree.readText(path),
    list: (directory) => tree.list(directory),
  };
}

/** One family that folding cannot cope with is left out, and told; the others are folded. */
export function planSafely(family: Family, planning: Planning): PreparedFold[] | Refusal {
  return safely(() => planFamily(family, planning));
}

function safely<T>(plan: () => T): T | Refusal {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    return refuse("fold-failed", `Folding it failed, which is a fault of Kindred's: ${error.message}`);
  }
}

/** An empty account of what is claimed, over the tree of a request. */
export function startPlanning(request: ProposeRequest): Planning {
  const { tree, parser, memberPrefix, strategies, grains = ["function", "fragment"] } = request;
  const findBuild = createBuildFinder(tree);
  return {
    request,
    tree,
    parser,
    memberPrefix,
    strategies: STRATEGIES.filter(({ id }) => strategies?.includes(id) ?? true),
    grains,
    sources: openSources(tree, findBuild),
    findBuild,
    isSurelyBuilt: createLinkFinder(tree),
    placeLibrary: createLibraryPlacer(tree),
    isSymbolTaken: (symbol, folder) =>
      isSymbolIn(symbol, folder, tree) || !(request.isNameFree?.(`CONFIG_${symbol}`) ?? true),
    isInHeader: request.inHeader === true,
    isStraight: request.straightRuns === true,
    claimed: new ClaimedRanges(),
    taken: new Set(),
  };
}
