/**
 * Mutants of a fold, compared with the code before it by the rung that called the fold equal. Each must come
 * out different; those that do not are built once more by the tree's compiler, beside the fold without the
 * mistake: when not one byte differs, the compiler itself says that the mistake changes nothing (a store that
 * is overwritten, code that this configuration drops), and the mutant is harmless. That check shares nothing
 * with the comparison but the compiler.
 *
 * What costs is compiling: both sides once, and every mutant once. Outcomes are kept by content.
 */
import { applyEdits } from "@kindred/c-source";
import { findMaskedNames } from "../compare/masked-names.ts";
import { prepareSide } from "../compile/prepare-side.ts";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import { type Compile, compileSide, compileSides, type JobChanges } from "../prove/compile-sides.ts";
import { contentKey, type ResultCache } from "../prove/result-cache.ts";
import type { Rung, Sides } from "../prove/rung.ts";
import type { Unit } from "../prove/unit.ts";
import type { Mutant } from "./mutant.ts";

/**
 * `different`: told apart. `equal`: not told apart, though the objects differ. `harmless`: not told apart, and
 * the objects are the same byte by byte. `rejected`: no C. `unusable`: a compiler was stopped or missing.
 */
export type Outcome = "different" | "equal" | "harmless" | "rejected" | "unusable";

export interface MutantTrial {
  readonly unit: Unit;
  /** The rung that called the unit equal. */
  readonly rung: Rung;
  /** How the tree's own compiler makes an object of a side. */
  readonly plain: JobChanges;
  readonly compile: Compile;
  /** Seconds that `compile` took so far. */
  readonly clock: { readonly seconds: number };
  readonly cache: ResultCache;
  /** What an outcome depends on beside the unit, the rung and the mutant. */
  readonly identity: unknown;
}

/** A mutant with what became of it. */
export interface TriedMutant {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
  readonly seconds: number;
}

/** How many mutants must be told apart, and after how many compared ones the search ends. */
export interface Effort {
  readonly enough: number;
  readonly most: number;
}

/** Tries mutants one after the other until enough were told apart. */
export async function compareMutants(
  trial: MutantTrial,
  candidates: readonly Mutant[],
  { enough, most }: Effort,
): Promise<TriedMutant[]> {
  const tried: TriedMutant[] = [];
  const count = (...wanted: Outcome[]): number =>
    tried.filter(({ outcome }) => wanted.includes(outcome)).length;
  const compare = comparer(trial);
  for (const mutant of candidates) {
    if (count("different") >= enough || count("different", "equal", "harmless") >= most) break;
    tried.push({ mutant, ...(await keep(trial, mutant, () => compare(mutant))) });
  }
  return tried;
}

async function keep(
  { unit, rung, cache, clock, identity }: MutantTrial,
  { file, edits }: Mutant,
  compare: () => Promise<Outcome>,
): Promise<Omit<TriedMutant, "mutant">> {
  const { patch: _, ...content } = unit;
  const key = contentKey(["mutant", identity, content, rung.name, file, edits]);
  const known = await cache.read<Omit<TriedMutant, "mutant">>(key);
  if (known !== undefined) return known;
  const started = clock.seconds;
  const result = { outcome: await compare(), seconds: clock.seconds - started };
  if (result.outcome !== "unusable") await cache.write(key, result);
  return result;
}

function comparer(trial: MutantTrial): (mutant: Mutant) => Promise<Outcome> {
  const { unit, rung, compile, plain } = trial;
  const folded = new Set([...unit.namesBefore, ...unit.namesAfter]);
  let sides: Promise<Sides> | undefined;
  const objects = new Map<string, Promise<Buffer | undefined>>();
  return async (mutant) => {
    sides ??= compileSides(unit, rung, compile);
    const { before, forced } = await sides;
    const after = withMutant(unit.after, mutant);
    const names = unit.namesAfter;
    const mutated = forced
      ? await compileSide(unit, rung, compile, { files: after, names })
      : await compile(after, rung.job);
    if (mutated.failure?.kind === "rejected") return "rejected";
    if (before.output === undefined || mutated.output === undefined) return "unusable";
    const mask = findMaskedNames(folded, unit.before, after);
    try {
      const answer = await rung.compare(before.output, mutated.output, mask);
      if (!answer.equal) return "different";
    } catch {
      return "unusable";
    }
    // A helper of another source is in that source's object.
    const home = unit.homes.find(({ file }) => file === mutant.file);
    const build = async (files: ChangedFiles): Promise<Buffer | undefined> => {
      const isForced = forced && home === undefined;
      const shown = isForced ? prepareSide(files, unit.file, names) : files;
      return (await compile(shown, plain, home ?? unit)).output;
    };
    const object = objects.get(mutant.file) ?? build(unit.after);
    objects.set(mutant.file, object);
    const [whole, wrong] = [await object, await build(after)];
    return whole !== undefined && wrong?.equals(whole) ? "harmless" : "equal";
  };
}

function withMutant(files: ChangedFiles, { file, edits }: Mutant): ChangedFiles {
  return new Map(files).set(file, applyEdits(files.get(file) ?? "", edits));
}
