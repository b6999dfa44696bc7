import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type PatchVerdict, proveSeries } from "@kindred/proof";
import { beforeAll, describe, expect, it } from "vitest";
import { createMirrorPool } from "../src/compile/mirror-pool.ts";
import { openKernelTree } from "../src/kernel/kernel-tree.ts";
import { queryCompileCommands } from "../src/kernel/query-compile-commands.ts";
import { tryMutants } from "../src/mutants/try-mutants.ts";
import { chooseRungs } from "../src/prove/choose-rungs.ts";
import { openResultCache } from "../src/prove/result-cache.ts";
import type { Rung } from "../src/prove/rung.ts";
import { compilerMemory } from "../src/tools/memory-limit.ts";
import { FOLDED, ONE, plainTree } from "./support/plain-tree.ts";
import { type Change, patchName, requestFor, scratchFolder, writeSeries } from "./support/scratch-tree.ts";

const REMOVED = ["one_enable", "one_disable"];
/** A store that another one overwrites. */
const TWICE = "\tone->mode = 9;\n\tone->mode = 4;\n";
const WITH_TWICE = ONE.replace("\tint err =", `\tint err;\n\n${TWICE}\terr =`);
const TWICE_HELPER = `static void one_twice(struct one *one)\n{\n${TWICE}}\n\n`;
const TWICE_FOLDED = WITH_TWICE.replace(TWICE, "\tone_twice(one);\n").replace(
  "int one_start",
  `${TWICE_HELPER}int one_start`,
);
/** What the compiler drops, whatever is changed in it. */
const DEAD = "\twhile (0)\n\t\twrite_reg(0, 1, 2);\n";
const DEAD_BEFORE = ONE.replace("\tif (err)", `${DEAD}\tif (err)`);
const DEAD_FOLDED = DEAD_BEFORE.replace(DEAD, "\tone_dead(one);\n").replace(
  "int one_start",
  `static void one_dead(struct one *one)\n{\n${DEAD}}\n\nint one_start`,
);

const CHANGES: readonly (Change & { helper?: string; removed?: string[] })[] = [
  { name: "fold", file: "drivers/one.c", from: ONE, to: FOLDED, helper: "one_set", removed: REMOVED },
  { name: "back", file: "drivers/one.c", from: FOLDED, to: WITH_TWICE },
  { name: "twice", file: "drivers/one.c", from: WITH_TWICE, to: TWICE_FOLDED, helper: "one_twice" },
  { name: "and back", file: "drivers/one.c", from: TWICE_FOLDED, to: DEAD_BEFORE },
  { name: "dead", file: "drivers/one.c", from: DEAD_BEFORE, to: DEAD_FOLDED, helper: "one_dead" },
  {
    name: "no function",
    file: "drivers/one.c",
    from: DEAD_FOLDED,
    to: `/* a */\n${DEAD_FOLDED}`,
    helper: "none",
  },
];

describe("mutants of a series", () => {
  let patches: readonly PatchVerdict[];
  let again: readonly PatchVerdict[];
  const seen: string[] = [];

  beforeAll(async () => {
    const tree = plainTree();
    const series = await writeSeries(CHANGES);
    const facts = CHANGES.map(({ name, helper, removed }, at) => ({
      patch: patchName(at, name),
      helpers: helper === undefined ? [] : [helper],
      removedFunctions: removed ?? [],
    }));
    const cacheDirectory = scratchFolder();
    const more = { cacheDirectory, mutants: { seed: "1" } };
    const onProgress = (message: string): number => seen.push(message);
    ({ patches } = await proveSeries(requestFor(tree, series, facts, { ...more, onProgress })));
    ({ patches: again } = await proveSeries(requestFor(tree, series, facts, { ...more, workers: 1 })));
  });

  const verdictOf = (name: string): PatchVerdict => patches[CHANGES.findIndex((one) => one.name === name)]!;

  it("tells five apart where the helper is plain", () => {
    expect(verdictOf("fold").level).toBe("identical");
    expect(verdictOf("fold").mutants).toMatchObject({ toldApart: 5, blind: [] });
  });

  it("shows a mutant that changes nothing as harmless, with its place", () => {
    expect(verdictOf("twice").level).toBe("identical");
    const { survivors, ...counts } = verdictOf("twice").mutants!;
    expect(counts).toMatchObject({ compared: 4, toldApart: 2, blind: [] });
    const line = TWICE_FOLDED.slice(0, TWICE_FOLDED.indexOf("one->mode = 9")).split("\n").length;
    const shared = { file: "drivers/one.c", line, rung: "elf-symbols", harmless: true };
    expect([...survivors].sort((a, b) => (a.operator < b.operator ? -1 : 1))).toEqual([
      { ...shared, operator: "constant", was: "9", now: "(9 + 1)" },
      { ...shared, operator: "statement", was: "one->mode = 9;", now: ";" },
    ]);
  });

  it("takes the verdict back when no mutant of the helper shows", () => {
    const dead = verdictOf("dead");
    expect(dead.level).toBe("builds");
    expect(dead.files[0]!.difference).toMatch(/blind for `one_dead`.*compiles none of what they change/);
    expect(dead.mutants).toMatchObject({ toldApart: 0, blind: ["elf-symbols"] });
  });

  it("says that there was nothing to mutate, and leaves patches without a helper alone", () => {
    expect(verdictOf("no function").level).toBe("identical");
    expect(verdictOf("no function").notes.join("\n")).toContain("mistakes in `none` was not tested");
    expect(verdictOf("back").mutants).toBeUndefined();
  });

  it("gives the same again from its cache, with one worker, and says where it is", () => {
    expect(again).toEqual(patches);
    expect(seen).toContain("mutants of 0001-fold");
  });
});

describe("a comparator that sees nothing", () => {
  it("shows itself, and what it called equal is lowered", async () => {
    const tree = openKernelTree(requestFor(plainTree(), ""));
    const answer = await queryCompileCommands({
      ...requestFor(tree.kernel, ""),
      tree,
      files: ["drivers/one.c"],
    });
    const { rungs } = await chooseRungs(tree, answer, 60);
    const blind: Rung = { ...rungs[0]!, compare: () => ({ equal: true, masked: false, difference: null }) };
    const scratch = join(scratchFolder(), "work");
    mkdirSync(scratch);
    const unit = {
      patch: "0001-a",
      file: "drivers/one.c",
      command: answer.commands.get("drivers/one.c")!,
      before: new Map([["drivers/one.c", ONE]]),
      after: new Map([["drivers/one.c", FOLDED]]),
      namesBefore: new Set(REMOVED),
      namesAfter: new Set(["one_set"]),
      homes: [],
    };
    const file = {
      file: unit.file,
      level: "identical",
      rung: "elf-symbols",
      command: "",
      seconds: 0,
      difference: null,
    } as const;
    const verdict = await tryMutants({
      verdict: { patch: "0001-a", level: "identical", files: [file], notes: [] },
      units: [unit],
      seed: "1",
      environment: {
        tree,
        rungs: [blind],
        timeLimitSeconds: 60,
        memoryLimit: compilerMemory(1),
        scratch,
        mirrors: createMirrorPool(tree.kernel, scratch, 2),
      },
      cache: openResultCache(scratchFolder()),
      identity: "blind",
    });
    expect(verdict.level).toBe("builds");
    expect(verdict.files[0]!.difference).toMatch(
      /blind for `one_set`: of 12 mistakes .* none was told apart; what it calls equal need not be/,
    );
    expect(verdict.mutants!.survivors.length).toBe(12);
    expect(verdict.mutants!.survivors.every(({ harmless }) => !harmless)).toBe(true);
  });
});
