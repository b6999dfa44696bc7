/**
 * All mutants that could be made of a helper, and the order in which they are tried: every operator in turn,
 * and of each the place that is farthest from those already taken, so that a few mutants see the whole helper.
 * What is arbitrary in the order comes from a hash of the code and a seed: the same on every machine.
 */
import { createHash } from "node:crypto";
import { type CText, lineOf, lineStarts } from "@kindred/c-source";
import { readCode } from "../code/read-code.ts";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import type { Region } from "./find-regions.ts";
import type { Mutant, Mutation, MutationOperator } from "./mutant.ts";
import { changeResults, negateConditions, swapArguments } from "./mutate-spans.ts";
import { doubleStatements, dropStatements, swapStatements } from "./mutate-statements.ts";
import { mutateConstants, mutateOperators } from "./mutate-tokens.ts";

/** Every mutant of some regions, in the order of the text. */
export function listCandidates(files: ChangedFiles, regions: readonly Region[]): Mutant[] {
  return regions.flatMap(({ file, kind, start, end }) => {
    const text = files.get(file) ?? "";
    const lines = lineStarts(text);
    return mutationsIn(text, kind, start, end).map((mutation) => ({
      ...mutation,
      file,
      line: lineOf(lines, mutation.edits[0]!.start),
    }));
  });
}

/** The first `most` candidates to try. */
export function chooseCandidates(candidates: readonly Mutant[], seed: string, most: number): Mutant[] {
  const rank = new Map(candidates.map((mutant) => [mutant, hash(seed, describe(mutant))]));
  const byOperator = new Map<MutationOperator, Mutant[]>();
  for (const mutant of candidates) {
    const same = byOperator.get(mutant.operator);
    if (same === undefined) byOperator.set(mutant.operator, [mutant]);
    else same.push(mutant);
  }
  const operators = [...byOperator.keys()].sort((a, b) => (hash(seed, a) < hash(seed, b) ? -1 : 1));
  const place = new Map(candidates.map((mutant, at) => [mutant, at]));
  const chosen: Mutant[] = [];
  while (chosen.length < Math.min(most, candidates.length)) {
    for (const operator of operators) {
      const left = byOperator.get(operator)!.filter((mutant) => !chosen.includes(mutant));
      const far = farthest(left, chosen, place, rank);
      if (far !== undefined && chosen.length < most) chosen.push(far);
    }
  }
  return chosen;
}

function mutationsIn(text: CText, kind: Region["kind"], start: number, end: number): Mutation[] {
  const code = readCode(text, start, end);
  if (kind === "table") return mutateConstants(code, "table");
  if (kind === "call")
    return [...mutateConstants(code, "call site"), ...swapArguments(text, code, "call site")];
  const found = [
    ...mutateOperators(code),
    ...mutateConstants(code),
    ...negateConditions(text, code),
    ...changeResults(text, code),
    ...dropStatements(text, code),
    ...doubleStatements(text, code),
    ...swapStatements(text, code),
    ...swapArguments(text, code),
  ];
  return found.sort((a, b) => a.edits[0]!.start - b.edits[0]!.start);
}

/** The candidate with the most others between it and its nearest chosen one; by hash where that is equal. */
function farthest(
  left: readonly Mutant[],
  chosen: readonly Mutant[],
  place: ReadonlyMap<Mutant, number>,
  rank: ReadonlyMap<Mutant, string>,
): Mutant | undefined {
  const distance = (mutant: Mutant): number =>
    Math.min(...chosen.map((other) => Math.abs(place.get(mutant)! - place.get(other)!)), place.size);
  const scored = left.map((mutant) => ({ mutant, far: distance(mutant), by: rank.get(mutant)! }));
  return scored.sort((a, b) => b.far - a.far || (a.by < b.by ? -1 : 1))[0]?.mutant;
}

function describe({ file, edits }: Mutant): string {
  return JSON.stringify([file, edits]);
}

function hash(seed: string, text: string): string {
  return createHash("sha256").update(`${seed}\0${text}`).digest("hex");
}
