import { describe, expect, it } from "vitest";
import { diffTrees } from "../src/git/diff-trees.ts";
import { readChangedPlaces } from "../src/run/changed-places.ts";
import type { DriverRun, NoRun } from "../src/run/emulator.ts";
import { addObservation, judgeSource } from "../src/run/observe-patch.ts";
import type { ObservedSide } from "../src/run/observe-side.ts";
import type { FileVerdict, Level } from "../src/verdicts.ts";

const FILE = "drivers/net/a.c";
const DRIVER = { name: "a", sources: [FILE], device: "an A" };
const PLACES = [
  { file: FILE, removed: [10, 11], added: [10] },
  { file: FILE, removed: [20], added: [] },
];

function side(run: Partial<DriverRun> = {}, instability: string | null = null): ObservedSide {
  const lines = { [FILE]: [10, 11, 20] };
  const base = {
    steps: [{ name: "ping", ok: true }],
    complaints: [],
    accesses: ["ping: read 1", "ping: write 2"],
  };
  return {
    kind: "observed",
    run: { kind: "run", ...base, code: lines, ran: lines, seconds: 1, ...run },
    instability,
  };
}

function judge(before: ObservedSide | NoRun, after: ObservedSide | NoRun) {
  return judgeSource({ emulator: { title: "E 1" }, driver: DRIVER, before, after }, PLACES);
}

const FAILED = { steps: [{ name: "ping", ok: false }] };
const NONE: NoRun = { kind: "none", cause: "unavailable", reason: "no emulator" };

describe("what two sides of a driver show", () => {
  it("is equality when traces are the same and every changed place ran", () => {
    expect(judge(side(), side())).toMatchObject({
      outcome: "equal",
      accesses: 2,
      changedLines: 2,
      ranLines: 2,
      exercised: ["ping"],
      difference: null,
    });
  });

  it.each([
    ["nothing of it ran", { [FILE]: [] }, {}],
    ["an added line did not run", { [FILE]: [10, 11, 20] }, { [FILE]: [20] }],
    ["a removed line never ran before", { [FILE]: [10, 11] }, { [FILE]: [10] }],
  ])("is not equality when %s", (_, before, after) => {
    expect(judge(side({ ran: before }), side({ ran: after })).outcome).toBe("unseen");
  });

  it("is not equality when no changed line has code", () => {
    expect(judge(side({ code: {} }), side({ code: {} })).outcome).toBe("unseen");
  });

  it.each([
    ["another value", ["ping: read 1", "ping: write 3"]],
    ["an access less", ["ping: read 1"]],
    ["an access more at the end", ["ping: read 1", "ping: write 2", "ping: write 2"]],
    ["another order", ["ping: write 2", "ping: read 1"]],
  ])("differs: %s", (_, accesses) => {
    const { outcome, difference } = judge(side(), side({ accesses }));
    expect(outcome).toBe("differs");
    expect(difference).toContain("The traces differ from access");
  });

  it("is a broken driver when a step fails, the kernel complains or it does not compile, on the after side only", () => {
    expect(judge(side(), side(FAILED)).outcome).toBe("broken");
    expect(judge(side(), side({ complaints: ["WARNING: at x"] })).difference).toContain("WARNING: at x");
    expect(judge(side(), { kind: "none", cause: "unbuilt", reason: "error" }).outcome).toBe("broken");
  });

  it("is nothing when there is no emulator, or the driver does not work before, or two runs are not alike", () => {
    expect(judge(NONE, NONE)).toMatchObject({ outcome: "none", difference: "no emulator" });
    expect(judge(side(), NONE).outcome).toBe("none");
    expect(judge(side(FAILED), side(FAILED)).outcome).toBe("none");
    expect(judge(side({}, "x"), side()).outcome).toBe("none");
    expect(judge(side(), side({}, "x")).outcome).toBe("none");
  });
});

describe("an observation", () => {
  const verdict = (level: Level): FileVerdict => ({
    ...{ file: FILE, level, rung: "llvm-ir-graph", command: "gcc", seconds: 1, difference: "something" },
  });

  it("lifts only a file that builds, and never above observed", () => {
    const equal = judge(side(), side());
    const levels = (["identical", "equivalent", "builds", "unbuilt", "fails"] as const).map(
      (level) => addObservation(verdict(level), equal).level,
    );
    expect(levels).toEqual(["identical", "equivalent", "observed", "unbuilt", "fails"]);
  });

  it.each([
    ["differing traces", judge(side(), side({ accesses: [] }))],
    ["code that never ran", judge(side({ ran: {} }), side({ ran: {} }))],
    ["no emulator", judge(NONE, NONE)],
  ])("lifts nothing for %s", (_, observation) => {
    const seen = addObservation(verdict("builds"), observation);
    expect(seen).toEqual({ ...verdict("builds"), observation });
  });

  it("says that a driver fails which stopped working, whatever the compilers showed", () => {
    expect(addObservation(verdict("identical"), judge(side(), side(FAILED)))).toMatchObject({
      level: "fails",
      rung: "run",
    });
  });
});

describe("changed places", () => {
  it("are the lines that git's diff removes and adds, side by side, file by file", async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `line ${at + 1}`);
    const changed = lines.toSpliced(19, 1, "--- a/x", "+++ b/x").toSpliced(4, 2);
    const { patch } = await diffTrees([
      { file: "a.c", before: `${lines.join("\n")}\n`, after: `${changed.join("\n")}\n` },
      { file: "b.h", before: null, after: "one\ntwo" },
    ]);
    expect(readChangedPlaces(patch)).toEqual([
      { file: "a.c", removed: [5, 6], added: [] },
      { file: "a.c", removed: [20], added: [18, 19] },
      { file: "b.h", removed: [], added: [1, 2] },
    ]);
  });
});
