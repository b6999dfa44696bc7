import { applyEdits } from "@kindred/c-source";
import { findRegions } from "../../src/mutants/find-regions.ts";
import { chooseCandidates, listCandidates } from "../../src/mutants/list-candidates.ts";
import { compileTexts, RUNGS } from "../pairs/compile-pair.ts";
import { FOLDED_FUNCTIONS, generateFold, HELPER } from "./generate-fold.ts";
import { makeMistakes } from "./random-mistakes.ts";
import { behavesOtherwise, runOnMachine } from "./run-on-machine.ts";

/** What rungs and machine say of a generated fold and its mutants. */
export interface FoldTrial {
  /** Rungs that call the fold itself equal. */
  readonly equalRungs: readonly string[];
  /** The fold does what it did, as far as it was seen running. */
  readonly sound: boolean;
  readonly mutants: number;
  /** Mutants that were seen to do something else. */
  readonly wrong: number;
  /** Wrong mutants that a rung calls equal: there must be none. */
  readonly falseEqualities: readonly string[];
}

const FILE = "pair.c";

/** Generates the fold of a seed, puts as many mistakes of either kind into it, and asks rungs and machine. */
export async function tryFold(seed: number, mutants: number, scratch: string): Promise<FoldTrial> {
  const { before, after } = generateFold(seed);
  const mistakes = makeMistakes(after, seed, mutants).map((text) => ({ text, change: "a random mistake" }));
  const path = `${scratch}/fold-${seed}`;
  const made = [...mutate(before, after, `${seed}`, mutants), ...mistakes];
  let wrongTexts = made;
  let seen = await runOnMachine([before, after, ...made.map(({ text }) => text)], path);
  if (seen === undefined) {
    // Some are no C, as it happens with `--mutants`: the others are tried without them.
    wrongTexts = await keepC(before, made, path);
    seen = await runOnMachine([before, after, ...wrongTexts.map(({ text }) => text)], path);
  }
  if (seen === undefined) throw new Error(`The fold of seed ${seed} does not compile:\n${after}`);
  const ran = seen;
  const wrong = wrongTexts.filter((_, at) => behavesOtherwise(ran[0]!, ran[at + 2]!));
  const compiled = await compileTexts([before, after, ...wrong.map(({ text }) => text)]);
  const names = { folded: new Set([HELPER]), callSites: new Set([...FOLDED_FUNCTIONS, HELPER]) };
  const equalRungs: string[] = [];
  const falseEqualities: string[] = [];
  for (const rung of RUNGS) {
    const isEqual = async (text: string): Promise<boolean> =>
      (await rung.compare(compiled(rung.name, before), compiled(rung.name, text), names)).equal;
    if (await isEqual(after)) equalRungs.push(rung.name);
    for (const { text, change } of wrong) {
      if (await isEqual(text)) falseEqualities.push(`seed ${seed}, ${rung.name}: ${change}\n${text}`);
    }
  }
  const sound = !behavesOtherwise(ran[0]!, ran[1]!);
  return { equalRungs, sound, mutants: wrongTexts.length, wrong: wrong.length, falseEqualities };
}

async function keepC(before: string, made: readonly Wrong[], path: string): Promise<Wrong[]> {
  const kept: Wrong[] = [];
  for (const wrong of made) {
    if ((await runOnMachine([before, wrong.text], path)) !== undefined) kept.push(wrong);
  }
  return kept;
}

/** A text with a mistake in it. */
interface Wrong {
  readonly text: string;
  readonly change: string;
}

function mutate(before: string, after: string, seed: string, most: number): Wrong[] {
  const unit = {
    patch: seed,
    file: FILE,
    command: { source: FILE, cwd: "/", argv: ["gcc"] },
    before: new Map([[FILE, before]]),
    after: new Map([[FILE, after]]),
    namesBefore: new Set<string>(),
    namesAfter: new Set([HELPER]),
    homes: [],
  };
  const candidates = listCandidates(unit.after, findRegions(unit, unit.namesAfter));
  return chooseCandidates(candidates, seed, most).map(({ edits, line, operator, was, now }) => ({
    text: applyEdits(after, edits),
    change: `line ${line}: ${operator} ${was} -> ${now}`,
  }));
}
