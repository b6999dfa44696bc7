import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findFamilies } from "../../src/index.ts";
import { DEFAULTS, withTree } from "../support/find-in.ts";
import { START } from "../support/samples.ts";

let cacheDirectory: string;
beforeEach(() => {
  cacheDirectory = mkdtempSync(join(tmpdir(), "kindred-helpers-"));
});
afterEach(() => rmSync(cacheDirectory, { recursive: true }));

/** Longer than the coarsest clock of a file system. */
const GRAIN_MILLISECONDS = 2100;
const HELPER = START.replace("static int alpha_wdt_start", "int wdt_start");
const FILES = { "drivers/watchdog/a.c": START, "lib/wdt.c": `${HELPER}EXPORT_SYMBOL(wdt_start);\n` };

test("what is kept of helpers is used, given up when one changes, and not when it is damaged", async () => {
  await withTree(FILES, async ({ root, sources }) => {
    const warnings: string[] = [];
    const find = async () => {
      const { document } = await findFamilies({
        root: join(root, "drivers"),
        kernelRoot: root,
        sources: sources
          .filter(({ name }) => name.startsWith("drivers/"))
          .map((source) => ({ ...source, name: source.name.slice("drivers/".length) })),
        options: { ...DEFAULTS, cacheDirectory },
        onWarning: (warning) => warnings.push(warning),
      });
      return document.reimplemented?.map(({ helper }) => helper);
    };
    const kept = () => {
      const name = readdirSync(cacheDirectory).find((each) => each.startsWith("helpers-"))!;
      return join(cacheDirectory, name);
    };
    await pause(GRAIN_MILLISECONDS);
    expect(await find()).toEqual(["wdt_start"]);
    const written = statSync(kept()).ino;
    expect(await find()).toEqual(["wdt_start"]);
    expect(statSync(kept()).ino).toBe(written);

    writeFileSync(kept(), "damaged");
    expect(await find()).toEqual(["wdt_start"]);
    expect(warnings).toEqual([expect.stringContaining("is not used")]);

    writeFileSync(join(root, "lib/wdt.c"), HELPER);
    expect(await find()).toEqual([]);
    expect(warnings).toHaveLength(1);
  });
});
