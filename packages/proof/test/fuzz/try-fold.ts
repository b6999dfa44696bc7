import { applyEdits } from "@kindred/c-source";
import { findRegions } from "../../src/mutants/find-regions.ts";
import { chooseCandidates, listCandidates } from "../../src/mutants/list-candidates.ts";
import { type CompiledTexts, compileTexts, RUNGS } from "../pairs/compile-pair.ts";
import { FOLDED_FUNCTIONS, type GeneratedFold, generateFold, HELPER } from "./generate-fold.ts";
import { makeMistakes } from "./random-mistakes.ts";
import { behavesOtherwise, runOnMachine } from "./run-on-machine.ts";

/** What rungs and machine say of a generated fold and its mutants. */
export interface FoldTrial {
  /** Rungs that call the fold itself equal. */
  readonly equalRungs: readonly string[];
  /** The fold does what it did, as far as it was seen running. */
  readonly sound: boolean;
  readonly mutants: number;
  /** Mutants that every compiler takes and that were seen to do something else. */
  readonly wrong: number;
  /** Wrong mutants that a rung calls equal: there must be none. */
  readonly falseEqualities: readonly string[];
}

const FILE = "pair.c";

/** Generates the fold of a seed, puts as many mistakes of either kind into it, and asks rungs and machine. */
export async function tryFold(seed: number, mutants: number, scratch: string): Promise<FoldTrial> {
  const { before, after } = generateFold(seed);
  const mistakes = makeMistakes(after, seed, mutants).map((text) => ({ text, change: "a random mistake" }));
  const made = [...mutate(before, after, `${seed}`, mutants), ...mistakes];
  const { sound, wrong } = await findWrong({ before, after }, made, `${scratch}/fold-${seed}`);
  const right = await compileTexts([before, after]);
  const equalRungs = await rungsThatCallEqual(right, before, right, after);
  const falseEqualities: string[] = [];
  let compared = 0;
  for (const { text, change } of wrong) {
    // clang refuses some texts that gcc takes for C.
    const compiled = await compileTexts([text]).catch(() => undefined);
    if (compiled === undefined) continue;
    compared++;
    for (const rung of await rungsThatCallEqual(right, before, compiled, text))
      falseEqualities.push(`seed ${seed}, ${rung}: ${change}\n${text}`);
  }
  return { equalRungs, sound, mutants: made.length, wrong: compared, falseEqualities };
}

async function rungsThatCallEqual(
  left: CompiledTexts,
  before: string,
  right: CompiledTexts,
  after: string,
): Promise<string[]> {
  const names = { folded: new Set([HELPER]), callSites: new Set([...FOLDED_FUNCTIONS, HELPER]) };
  const equal: string[] = [];
  for (const { name, compare } of RUNGS) {
    if ((await compare(left(name, before), right(name, after), names)).equal) equal.push(name);
  }
  return equal;
}

/** Which texts the machine was seen to run otherwise than the one before the fold. */
async function findWrong(
  { before, after }: GeneratedFold,
  made: readonly Wrong[],
  path: string,
): Promise<{ readonly sound: boolean; readonly wrong: readonly Wrong[] }> {
  const run = (some: readonly Wrong[]) =>
    runOnMachine([before, after, ...some.map(({ text }) => text)], path);
  let tried = made;
  let seen = await run(tried);
  if (seen === undefined) {
    // Some are no C, as it happens with `--mutants`: the others are tried without them.
    tried = await keepC(before, made, path);
    seen = await run(tried);
  }
  if (seen === undefined) throw new Error(`${path}: the fold does not compile:\n${after}`);
  const [first, folded, ...others] = seen;
  const wrong = tried.filter((_, at) => behavesOtherwise(first!, others[at]!));
  return { sound: !behavesOtherwise(first!, folded!), wrong };
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
