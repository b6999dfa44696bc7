import type { Family } from "@kindred/clones";
import type { PartTrial } from "../families/grow-parts.ts";
import { type LoadedFamily, loadFamily, partOf } from "../families/loaded-family.ts";
import { foldParts, sameShapes } from "../families/part-family.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { isRefusal, type Refusal, type RefusalReason } from "../refusal.ts";
import { isWorthMore, priceOf } from "./best-fold.ts";
import { prepareCommonRuns, prepareFragments, prepareRunsOnly } from "./plan-fragments.ts";
import type { Planning } from "./planning.ts";
import { isStillFree, type PreparedFold, takeFold } from "./prepare-fold.ts";
import { tryStrategies } from "./try-strategies.ts";

/** One fold of the whole family, or one for each part of it that can be folded by itself, whichever saves more. */
export function planFamily(family: Family, planning: Planning): PreparedFold[] | Refusal {
  if (family.grain === "fragment") {
    const folds = prepareFragments(family, planning);
    return isRefusal(folds) ? folds : takeFree(folds, planning);
  }
  const loaded = loadFamily(family, planning);
  if (isRefusal(loaded)) return loaded;
  if (!planning.grains.includes("function")) {
    const runs = prepareRunsOnly(family, loaded.members, planning);
    return isRefusal(runs) ? runs : takeFree(runs, planning);
  }
  const prepared = prepareFunctions(loaded, planning);
  const isWhole = !planning.grains.includes("fragment");
  const plainer = isWhole || isRefusal(prepared) ? [] : preparePlainer(prepared, loaded, planning);
  if (plainer.length > 0) return takeFree(plainer, planning);
  const folds = isRefusal(prepared) ? prepared : takeFunctions(prepared, loaded, planning);
  if (isWhole || (isRefusal(folds) && !DIFFERENCES.has(folds.reason))) return folds;
  const folded = new Set(isRefusal(folds) ? [] : folds.flatMap(membersOf));
  const left = loaded.members.filter((member) => !folded.has(member));
  const runs = left.length > 1 ? takeFree(prepareCommonRuns(family, left, planning), planning) : [];
  return isRefusal(folds) ? (runs.length > 0 ? runs : folds) : [...folds, ...runs];
}

/**
 * Reasons that speak of what differs: what does not differ may be folded by itself. Functions that are refused for
 * what they hold, or for where they stand, are left alone as a whole.
 */
const DIFFERENCES: ReadonlySet<string> = new Set<RefusalReason>([
  "needs-callback",
  "needs-field-pointer",
  "needs-generator-macro",
  "needs-statement-hole",
  "local-value-hole",
  "too-many-parameters",
  "types-differ",
  "unknown-type",
  "macro-argument",
  "format-string",
  "constant-required",
  "macro-hides-difference",
]);

/** Takes folds that were prepared without knowledge of each other, but for those that meet an earlier one. */
function takeFree(folds: readonly PreparedFold[], planning: Planning): PreparedFold[] {
  return folds.flatMap((fold) => (isStillFree(fold, planning) ? [takeFold(fold, planning)] : []));
}

/** Runs of functions that would become uses of a macro, when helpers that are given fields do as well. */
function preparePlainer(
  folds: readonly PreparedFold[],
  loaded: LoadedFamily,
  planning: Planning,
): PreparedFold[] {
  const { strategies } = planning;
  const fieldPrice = strategies.find(({ id }) => id === "field-pointer")?.price;
  if (fieldPrice === undefined || priceOf(folds, strategies) <= fieldPrice) return [];
  const runs = prepareCommonRuns(loaded.family, loaded.members, planning);
  const hasFields = runs.some(({ design }) => design.strategy === "field-pointer");
  return hasFields && !isWorthMore(folds, runs, strategies) ? runs : [];
}

/** Folds of whole functions. */
function prepareFunctions(loaded: LoadedFamily, planning: Planning): PreparedFold[] | Refusal {
  const whole = tryStrategies(loaded, planning);
  const parts = isPlain(whole, planning) ? prepareShapes(loaded, planning) : prepareParts(loaded, planning);
  if (isRefusal(whole)) return parts.length === 0 ? whole : parts;
  return parts.length === 0 || isWorthMore([whole], parts, planning.strategies) ? [whole] : parts;
}

/** Parts were laid out without knowledge of each other: one that another has got in the way of is laid out anew. */
function takeFunctions(
  parts: readonly PreparedFold[],
  loaded: LoadedFamily,
  planning: Planning,
): PreparedFold[] {
  const taken: PreparedFold[] = [];
  for (const part of parts) {
    const fold = isStillFree(part, planning) ? part : tryMembers(membersOf(part), loaded, planning);
    if (!isRefusal(fold)) taken.push(takeFold(fold, planning));
  }
  return taken;
}

/** Whether a family folds whole in a way that asks nothing of later readers. */
function isPlain(whole: PreparedFold | Refusal, { strategies }: Planning): boolean {
  if (isRefusal(whole)) return false;
  return strategies.some(({ id, price }) => id === whole.design.strategy && price === 0);
}

/** Folds of what can be folded of a family that cannot be folded as a whole, or not well. */
function prepareParts(loaded: LoadedFamily, planning: Planning): PreparedFold[] {
  return foldParts(loaded.members, (members): PartTrial<PreparedFold> | undefined => {
    const fold = tryMembers(members, loaded, planning);
    if (!isRefusal(fold)) return { fold, saved: fold.laidOut.net };
    return fold.reason === "net-not-positive" ? { fold: undefined, saved: 0 } : undefined;
  });
}

/** Folds of the members of each file that differ in values only: more helpers, with fewer parameters. */
function prepareShapes(loaded: LoadedFamily, planning: Planning): PreparedFold[] {
  return sameShapes(loaded.members).flatMap((group) => {
    const members = group.map((i) => loaded.members[i]);
    const fold = tryMembers(members, loaded, planning);
    return isRefusal(fold) ? [] : [fold];
  });
}

function tryMembers(
  members: readonly FoldMember[],
  loaded: LoadedFamily,
  planning: Planning,
): PreparedFold | Refusal {
  return tryStrategies(partOf(loaded, members, planning), planning);
}

function membersOf({ design }: PreparedFold): FoldMember[] {
  return design.sites.map(({ member }) => member);
}
