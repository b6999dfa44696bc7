/**
 * No false equality, seen from outside: folds made up at random, with mistakes put into them as `--mutants`
 * does, are run on the machine. Whatever was seen to do something else, every rung must tell apart.
 *
 * A few dozen pairs by default. `KINDRED_PAIRS=3000 KINDRED_SEED=1 npx vitest run packages/proof/test/false-equality.test.ts`
 * tries as many as wanted and prints the figures.
 */
import { cpus } from "node:os";
import { beforeAll, describe, expect, it } from "vitest";
import { mapLimited } from "../src/prove/limit-concurrency.ts";
import { type FoldTrial, tryFold } from "./fuzz/try-fold.ts";
import { RUNGS } from "./pairs/compile-pair.ts";
import { scratchFolder } from "./support/scratch-tree.ts";

/** Of either kind, for each fold. */
const MUTANTS = 6;
const PAIRS = Number(process.env.KINDRED_PAIRS ?? 60);
const FIRST = Number(process.env.KINDRED_SEED ?? 1) * 1_000_000;

describe("folds made up at random, run on the machine", () => {
  let trials: readonly FoldTrial[];
  const sum = (count: (trial: FoldTrial) => number): number =>
    trials.reduce((total, trial) => total + count(trial), 0);

  beforeAll(async () => {
    const scratch = scratchFolder();
    const seeds = Array.from({ length: Math.ceil(PAIRS / (2 * MUTANTS)) }, (_, at) => FIRST + at);
    trials = await mapLimited(seeds, cpus().length, (seed) => tryFold(seed, MUTANTS, scratch));
    if (process.env.KINDRED_PAIRS !== undefined) console.log(figures());
  }, 3_600_000);

  const figures = (): string => {
    const equal = RUNGS.map(({ name }) => `${name} ${sum((t) => (t.equalRungs.includes(name) ? 1 : 0))}`);
    return [
      `${trials.length} folds, ${sum((t) => t.mutants)} mutants, ${sum((t) => t.wrong)} seen to do something else`,
      `called equal of these by any of ${RUNGS.length} rungs: ${sum((t) => t.falseEqualities.length)}`,
      `right folds called equal: ${sum((t) => (t.equalRungs.length > 0 ? 1 : 0))} (${equal.join(", ")})`,
    ].join("\n");
  };

  it("gives texts of which the right ones do the same, and most wrong ones not", () => {
    expect(trials.every(({ sound }) => sound)).toBe(true);
    expect(sum(({ wrong }) => wrong)).toBeGreaterThan(sum(({ mutants }) => mutants) / 2);
  });

  it("never calls a text equal that was seen to do something else", () => {
    expect(trials.flatMap(({ falseEqualities }) => falseEqualities)).toEqual([]);
  });

  it("calls most right folds equal, so that nobody wins by calling everything different", () => {
    expect(sum(({ equalRungs }) => (equalRungs.length > 0 ? 1 : 0))).toBeGreaterThan(trials.length / 2);
  });
});
