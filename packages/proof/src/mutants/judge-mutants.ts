import { weakestLevel } from "../prove/summarise-levels.ts";
import type { FileVerdict, MutantReport, MutantSurvivor, PatchVerdict } from "../verdicts.ts";
import type { Outcome, TriedMutant } from "./compare-mutants.ts";
import type { RungTrial } from "./try-mutants.ts";

/**
 * What mutants say about a verdict. A rung that told none of them apart has shown nothing: what it proved is
 * lowered to `builds`, however equal it looked.
 */
export function judgeMutants(
  verdict: PatchVerdict,
  trials: readonly RungTrial[],
  helpers: readonly string[],
): PatchVerdict {
  const blind = trials.filter(({ tried }) => count(tried, "different") === 0 && compared(tried) > 0);
  const names = helpers.map((helper) => `\`${helper}\``).join(", ");
  const files = verdict.files.map((file) => lower(file, blind, names));
  const mutants = reportOf(trials, blind);
  const notes = trials.flatMap((trial) => untestedNote(trial, names));
  return { ...verdict, level: weakestLevel(files), files, notes: [...verdict.notes, ...notes], mutants };
}

function reportOf(trials: readonly RungTrial[], blind: readonly RungTrial[]): MutantReport {
  const tried = trials.flatMap((trial) => trial.tried);
  const seconds = tried.reduce((sum, one) => sum + one.seconds, 0);
  return {
    compared: compared(tried),
    toldApart: count(tried, "different"),
    rejected: count(tried, "rejected"),
    seconds: Math.round(seconds * 100) / 100,
    blind: blind.map(({ rung }) => rung),
    survivors: trials.flatMap(({ rung, tried: some }) => some.flatMap((one) => survivorOf(one, rung))),
  };
}

function survivorOf({ mutant, outcome }: TriedMutant, rung: string): MutantSurvivor[] {
  if (outcome !== "equal" && outcome !== "harmless") return [];
  const { file, line, operator, was, now } = mutant;
  return [{ file, line, operator, was, now, rung, harmless: outcome === "harmless" }];
}

function lower(file: FileVerdict, blind: readonly RungTrial[], names: string): FileVerdict {
  const trial = blind.find(({ rung }) => rung === file.rung);
  if (trial === undefined || (file.level !== "identical" && file.level !== "equivalent")) return file;
  const made = compared(trial.tried);
  const why =
    count(trial.tried, "harmless") === made
      ? "this configuration compiles none of what they change"
      : "what it calls equal need not be";
  const difference = `The comparison is blind for ${names}: of ${made} mistakes put into it on purpose none was told apart; ${why}.`;
  return { ...file, level: "builds", difference };
}

/** Nothing could be compared: that is no reproach, but nobody may think that it was done. */
function untestedNote({ rung, tried }: RungTrial, names: string): string[] {
  if (compared(tried) > 0) return [];
  const why = tried.length > 0 ? "none of its mutants compiles" : "no mutant of it could be made";
  return [`Whether ${rung} sees mistakes in ${names} was not tested: ${why}.`];
}

function compared(tried: readonly TriedMutant[]): number {
  return count(tried, "different") + count(tried, "equal") + count(tried, "harmless");
}

function count(tried: readonly TriedMutant[], wanted: Outcome): number {
  return tried.filter(({ outcome }) => outcome === wanted).length;
}
