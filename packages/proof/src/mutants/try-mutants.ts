/**
 * Mutants for every patch that brings a helper and was proved. For each rung that proved a file of a patch,
 * one file stands for all: the smallest that names the helper. Five mutants must be told apart there.
 */
import { compilerFor, type UnitEnvironment } from "../prove/prove-unit.ts";
import type { ResultCache } from "../prove/result-cache.ts";
import type { Rung } from "../prove/rung.ts";
import type { Unit } from "../prove/unit.ts";
import type { FileVerdict, PatchVerdict } from "../verdicts.ts";
import { compareMutants, type TriedMutant } from "./compare-mutants.ts";
import { findRegions, namesHelper } from "./find-regions.ts";
import { judgeMutants } from "./judge-mutants.ts";
import { chooseCandidates, listCandidates } from "./list-candidates.ts";

const ENOUGH = 5;
/** Mutants compared at most, and tried at most: some are no C. */
const MOST_COMPARED = 12;
const MOST_TRIED = 30;

export interface MutantRequest {
  readonly verdict: PatchVerdict;
  /** The units of the patch's files. */
  readonly units: readonly Unit[];
  readonly seed: string;
  readonly environment: UnitEnvironment;
  readonly cache: ResultCache;
  readonly identity: unknown;
}

/** What one rung made of the mutants. */
export interface RungTrial {
  readonly rung: string;
  readonly tried: readonly TriedMutant[];
}

/** The verdict on a patch with what its mutants say about it; as it was when there is nothing to mutate. */
export async function tryMutants(request: MutantRequest): Promise<PatchVerdict> {
  const { verdict, units, environment } = request;
  const isShown = ({ level }: FileVerdict): boolean => level === "identical" || level === "equivalent";
  const shown = verdict.files.filter(isShown);
  const helpers = new Set(units.flatMap(({ namesAfter }) => [...namesAfter]));
  if (shown.length === 0 || helpers.size === 0) return verdict;
  const trials: RungTrial[] = [];
  for (const rung of environment.rungs) {
    const files = new Set(shown.filter((file) => file.rung === rung.name).map(({ file }) => file));
    if (files.size === 0) continue;
    const unit = representative(units.filter(({ file }) => files.has(file)));
    const tried = unit === undefined ? [] : await tryOn(request, unit, rung);
    trials.push({ rung: rung.name, tried });
  }
  return judgeMutants(verdict, trials, [...helpers]);
}

function representative(units: readonly Unit[]): Unit | undefined {
  const size = (unit: Unit): number => unit.after.get(unit.file)?.length ?? 0;
  return units
    .filter((unit) => namesHelper(unit.after.get(unit.file) ?? "", unit.namesAfter))
    .sort((a, b) => size(a) - size(b) || (a.file < b.file ? -1 : 1))[0];
}

async function tryOn(request: MutantRequest, unit: Unit, rung: Rung): Promise<TriedMutant[]> {
  const { environment, cache, identity, seed } = request;
  const candidates = listCandidates(unit.after, findRegions(unit, unit.namesAfter));
  const chosen = chooseCandidates(candidates, `${seed}\0${unit.file}`, MOST_TRIED);
  const clock = { seconds: 0 };
  const compile = compilerFor(unit, environment, clock);
  // No debug information: it holds the folder of the compile.
  const plain = { ...environment.rungs[0]!.job, extra: [...environment.rungs[0]!.job.extra, "-g0"] };
  const trial = { unit, rung, plain, compile, clock, cache, identity };
  return compareMutants(trial, chosen, { enough: ENOUGH, most: MOST_COMPARED });
}
