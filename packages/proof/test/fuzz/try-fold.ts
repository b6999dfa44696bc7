import { applyEdits } from "@kindred/c-source";
import { findRegions } from "../../src/mutants/find-regions.ts";
import { chooseCandidates, listCandidates } from "../../src/mutants/list-candidates.ts";
import { compileTexts, RUNGS } from "../pairs/compile-pair.ts";
import { FOLDED_FUNCTIONS, generateFold, HELPER } from "./generate-fold.ts";
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

/** Generates the fold of a seed, puts mistakes into it, and asks rungs and machine. */
export async function tryFold(seed: number, mutants: number, scratch: string): Promise<FoldTrial> {
  const { before, after } = generateFold(seed);
  const wrongTexts = mutate(before, after, `${seed}`, mutants);
  const texts = [before, after, ...wrongTexts.map(({ text }) => text)];
  const seen = await runOnMachine(texts, `${scratch}/fold-${seed}`);
  if (seen === undefined) throw new Error(`The texts of seed ${seed} do not compile.`);
  const wrong = wrongTexts.filter((_, at) => behavesOtherwise(seen[0]!, seen[at + 2]!));
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
  const sound = !behavesOtherwise(seen[0]!, seen[1]!);
  return { equalRungs, sound, mutants: wrongTexts.length, wrong: wrong.length, falseEqualities };
}

function mutate(
  before: string,
  after: string,
  seed: string,
  most: number,
): { readonly text: string; readonly change: string }[] {
  const unit = {
    patch: seed,
    file: FILE,
    command: { source: FILE, cwd: "/", argv: ["gcc"] },
    before: new Map([[FILE, before]]),
    after: new Map([[FILE, after]]),
    namesBefore: new Set<string>(),
    namesAfter: new Set([HELPER]),
  };
  const candidates = listCandidates(unit.after, findRegions(unit, unit.namesAfter));
  return chooseCandidates(candidates, seed, most).map(({ edits, line, operator, was, now }) => ({
    text: applyEdits(after, edits),
    change: `line ${line}: ${operator} ${was} -> ${now}`,
  }));
}
