import type { Family } from "@kindred/clones";
import { type CommonRun, findCommonRuns } from "../fragments/common-runs.ts";
import { designFragment, type FragmentMember } from "../fragments/design-fragment.ts";
import {
  FragmentPlanner,
  type LoadedFragments,
  loadFragments,
  loadPlaces,
} from "../fragments/load-fragments.ts";
import { runKey } from "../fragments/run-key.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { Planning } from "./planning.ts";
import { type PreparedFold, prepareFold } from "./prepare-fold.ts";

/**
 * Folds of a family of fragments: of all its runs, of those of each file, or of those of a file that read the same,
 * whichever saves most. A run that cannot leave its function does not keep the others from it.
 */
export function prepareFragments(family: Family, planning: Planning): PreparedFold[] | Refusal {
  const loaded = loadFragments(family, planning);
  if (!planning.isStraight) return foldFragments(family, loaded, planning);
  const hosts = [...new Set(loaded.fragments.map(({ run }) => run.flow.host))];
  return someOrRefuse(prepareCommonRuns(family, hosts, planning));
}

/** Folds of runs, of a family whose functions are not to be folded whole. */
export function prepareRunsOnly(
  family: Family,
  hosts: readonly FoldMember[],
  planning: Planning,
): PreparedFold[] | Refusal {
  return someOrRefuse(prepareCommonRuns(family, hosts, planning));
}

function someOrRefuse(folds: PreparedFold[]): PreparedFold[] | Refusal {
  return folds.length > 0 ? folds : refuse("net-not-positive", "No part of it saves a line.");
}

/** Runs tried of a family: the most promising ones. */
const MOST_RUNS = 12;

/** Folds of the runs that functions of a family have in common, when the functions cannot be folded as a whole. */
export function prepareCommonRuns(
  family: Family,
  hosts: readonly FoldMember[],
  planning: Planning,
): PreparedFold[] {
  const planner = new FragmentPlanner(planning);
  const folds: PreparedFold[] = [];
  const used = new Set<string>();
  const isUnused = ({ file, span }: FoldMember): boolean => !used.has(`${file.path}:${span.start}`);
  for (const { places } of promisingRuns(hosts, planning)) {
    const open = places.filter(({ host }) => isUnused(host));
    const made = open.length > 1 ? foldFragments(family, loadPlaces(open, planner), planning) : [];
    for (const fold of isRefusal(made) ? [] : made) {
      folds.push(fold);
      for (const { member } of fold.design.sites) used.add(`${member.file.path}:${member.span.start}`);
    }
  }
  return folds;
}

/** Runs that read the same, and those that use other fields; those that read the same first among equals. */
function promisingRuns(
  hosts: readonly FoldMember[],
  { strategies, isStraight }: Pick<Planning, "strategies" | "isStraight">,
): CommonRun[] {
  const same = findCommonRuns(hosts, { isStraight }).slice(0, MOST_RUNS);
  if (!strategies.some(({ id }) => id === "field-pointer")) return same;
  const known = new Set(same.map(keyOf));
  const others = findCommonRuns(hosts, { isFieldBlind: true, isStraight }).filter(
    (run) => !known.has(keyOf(run)),
  );
  return [...same, ...others.slice(0, MOST_RUNS)].sort((a, b) => b.hope - a.hope);
}

function keyOf({ places }: CommonRun): string {
  return places
    .map(
      ({ host, statements }) =>
        `${host.file.path}:${host.span.start + statements[0].start}-${statements.length}`,
    )
    .join("\n");
}

function foldFragments(
  family: Family,
  { fragments, refusals }: LoadedFragments,
  planning: Planning,
): PreparedFold[] | Refusal {
  if (fragments.length < 2)
    return refusals[0] ?? refuse("too-few-members", "A family needs two members to be folded.");
  const whole = prepareRuns(family, fragments, planning);
  let best: PreparedFold[] = isRefusal(whole) ? [] : [whole];
  for (const keyOf of [
    fileOf,
    (fragment: FragmentMember) => `${fileOf(fragment)}\n${runKey(fragment.run)}`,
  ]) {
    const parts = splitRuns(fragments, keyOf).flatMap((part) => {
      const fold = prepareRuns(family, part, planning);
      return isRefusal(fold) ? [] : [fold];
    });
    if (netOf(parts) > netOf(best)) best = parts;
  }
  if (best.length > 0) return best;
  return isRefusal(whole) ? whole : refuse("net-not-positive", "No part of it saves a line.");
}

function fileOf({ run }: FragmentMember): string {
  return run.flow.host.file.path;
}

function netOf(folds: readonly PreparedFold[]): number {
  return folds.reduce((sum, { laidOut }) => sum + laidOut.net, 0);
}

/** Runs by a key, when that parts them. */
function splitRuns(
  fragments: readonly FragmentMember[],
  keyOf: (fragment: FragmentMember) => string,
): FragmentMember[][] {
  const parts = new Map<string, FragmentMember[]>();
  for (const fragment of fragments) {
    const key = keyOf(fragment);
    parts.set(key, [...(parts.get(key) ?? []), fragment]);
  }
  return parts.size === 1 ? [] : [...parts.values()].filter((part) => part.length > 1);
}

function prepareRuns(
  family: Family,
  fragments: readonly FragmentMember[],
  planning: Planning,
): PreparedFold | Refusal {
  const design = designFragment(family, fragments, planning);
  if (isRefusal(design)) return design;
  if (!planning.strategies.some(({ id }) => id === design.strategy))
    return refuse("no-strategy", "None of the strategies asked for is made for it.");
  const prepared = prepareFold(design, planning);
  return "refusal" in prepared ? prepared.refusal : prepared;
}
