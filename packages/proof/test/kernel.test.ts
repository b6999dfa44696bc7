import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { proveSeries } from "@kindred/proof";
import { describe, expect, it } from "vitest";
import { requestFor, writeSeries } from "./support/scratch-tree.ts";

const kernel = process.env.KINDRED_KERNEL ?? "";
const build = process.env.KINDRED_BUILD ?? "";
const isReady = existsSync(join(kernel, "Makefile")) && existsSync(join(build, ".config"));
if (!isReady)
  console.warn("KINDRED_KERNEL and KINDRED_BUILD name no prepared kernel: not tested on a real one.");

const FILE = "drivers/watchdog/softdog.c";

describe.skipIf(!isReady)("a real kernel", () => {
  it("tells a moved line from a changed one, and checks the style", async () => {
    const from = readFileSync(join(kernel, FILE), "latin1");
    const moved = from.replace("#include", "/* A comment. */\n\n#include");
    const changed = moved.replace(/(#define TIMER_MARGIN\s+)60\b/, "$159");
    expect(changed).not.toBe(moved);
    const series = await writeSeries([
      { name: "moved", file: FILE, from, to: moved },
      { name: "changed", file: FILE, from: moved, to: changed },
      { name: "odd style", file: FILE, from: changed, to: `${changed}int  odd ( void ) ;\n` },
    ]);
    const document = await proveSeries(requestFor(kernel, series, [], { build }));
    expect(document.patches.map((patch) => patch.level)).toEqual(["identical", "builds", "identical"]);
    expect(document.patches[2]!.notes.some((note) => note.startsWith("checkpatch: "))).toBe(true);
    expect(document.patches[0]!.notes.filter((note) => note.startsWith("checkpatch: ERROR"))).toEqual([]);
  });
});
