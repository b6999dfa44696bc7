/**
 * Real drivers on QEMU's devices. Needs a kernel: KINDRED_KERNEL names its source, KINDRED_RUN_CACHE a folder that keeps the
 * small kernel from one run to the next, KINDRED_DRIVERS other drivers than the one that is tried without (`all`, or names
 * with commas between them); KINDRED_BUILD, a prepared build folder, adds a whole proof.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diffTrees, proveSeries } from "@kindred/proof";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openResultCache } from "../src/prove/result-cache.ts";
import { readChangedPlaces } from "../src/run/changed-places.ts";
import type { NoRun, PreparedEmulator } from "../src/run/emulator.ts";
import { judgeSource } from "../src/run/observe-patch.ts";
import { observeSide } from "../src/run/observe-side.ts";
import { qemu } from "../src/run/qemu/qemu.ts";
import type { Observation } from "../src/verdicts.ts";
import { outOfLine, REWRITTEN, type RewrittenDriver, withStatement } from "./support/rewritten-drivers.ts";
import { requestFor, writeSeries } from "./support/scratch-tree.ts";

const kernel = process.env.KINDRED_KERNEL;
const build = process.env.KINDRED_BUILD;
const wanted = (process.env.KINDRED_DRIVERS ?? "e1000").split(",");
const chosen = REWRITTEN.filter(({ driver }) => wanted.includes("all") || wanted.includes(driver));
let scratch: string;
let emulator: PreparedEmulator | NoRun;

beforeAll(async () => {
  if (kernel === undefined) return;
  scratch = mkdtempSync(join(tmpdir(), "kindred-qemu-"));
  const work = join(scratch, "work");
  mkdirSync(work);
  emulator = await qemu.prepare({
    ...{ kernel, scratch: work, jobs: 2, onNote: () => {}, onProgress: (message) => console.log(message) },
    cacheDirectory: process.env.KINDRED_RUN_CACHE ?? scratch,
  });
}, 3_600_000);

afterAll(async () => {
  if (kernel === undefined) return;
  if (!("kind" in emulator)) await emulator.close();
  rmSync(scratch, { recursive: true, force: true });
});

async function observe(
  { driver: name, file }: RewrittenDriver,
  from: string,
  to: string,
): Promise<Observation> {
  if ("kind" in emulator) throw new Error(emulator.reason);
  const driver = qemu.drivers.find((one) => one.name === name)!;
  const cache = openResultCache(join(scratch, "observed"));
  const side = (text: string) =>
    observeSide({ prepared: emulator as PreparedEmulator, driver, files: new Map([[file, text]]), cache });
  const [before, after] = [await side(from), await side(to)];
  const { patch } = await diffTrees([{ file, before: from, after: to }]);
  return judgeSource({ emulator, driver, before, after }, readChangedPlaces(patch));
}

describe.skipIf(kernel === undefined).each(chosen)("$driver under QEMU", (rewritten) => {
  const original = (): string => readFileSync(join(kernel!, rewritten.file), "latin1");

  it("shows a statement that moves out of line as the same, and that it ran", {
    timeout: 900_000,
  }, async () => {
    const seen = await observe(rewritten, original(), outOfLine(rewritten, original()));
    console.log(rewritten.driver, JSON.stringify(seen));
    expect(seen).toMatchObject({ outcome: "equal", difference: null });
    expect(seen.accesses).toBeGreaterThan(100);
    expect(seen.ranLines).toBeGreaterThan(0);
  });

  it.each(Object.entries(rewritten.mutants))(
    "must differ: %s",
    { timeout: 900_000 },
    async (_, statement) => {
      const mutant = withStatement(rewritten, original(), statement);
      expect(mutant).not.toBe(original());
      const seen = await observe(rewritten, original(), mutant);
      console.log(rewritten.driver, seen.outcome, seen.difference);
      expect(["differs", "broken"]).toContain(seen.outcome);
    },
  );
});

describe.skipIf(kernel === undefined || build === undefined)("prove --run", () => {
  it("lifts a helper out of line to observed, and no mutant", { timeout: 900_000 }, async () => {
    if (!("kind" in emulator)) await emulator.close();
    const [rewritten] = REWRITTEN as [RewrittenDriver];
    const { file } = rewritten;
    const text = readFileSync(join(kernel!, file), "latin1");
    const helped = outOfLine(rewritten, text);
    const series = await writeSeries([
      { name: "helper", file, from: text, to: helped },
      { name: "mutant", file, from: helped, to: withStatement(rewritten, text, rewritten.mutants.value!) },
    ]);
    const cacheDirectory = process.env.KINDRED_RUN_CACHE ?? scratch;
    const { patches } = await proveSeries(
      requestFor(kernel!, series, [], { build: build!, run: true, cacheDirectory }),
    );
    expect(patches.map(({ level }) => level)).toEqual(["observed", "builds"]);
    const observations = patches.map(({ files }) => files[0]!.observation);
    expect(observations.map((seen) => seen?.outcome)).toEqual(["equal", "differs"]);
  });
});
