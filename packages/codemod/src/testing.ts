/*
 * Tests for codemods, exported for users: one line in `codemods/<id>/test/<id>.test.ts` makes a vitest test of every
 * `fixtures/<case>/`. The codemod runs as it does for real, in its confined process, over the inputs and over the
 * expected files, which must come out unchanged: a second run finds nothing to do.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { applyEdits, type CText, decodeC, encodeC } from "@kindred/c-source";
import { beforeAll, describe, expect, test } from "vitest";
import { runCodemod } from "./run/run-codemod.ts";

/** Registers the tests of the codemod whose `test/` folder holds the calling module. `UPDATE=1` rewrites the expected files. */
export function testCodemod(testModule: string): void {
  const codemod = dirname(dirname(fileURLToPath(testModule)));
  const fixtures = join(codemod, "fixtures");
  const cases = readdirSync(fixtures).sort();
  const read = (name: string, file: string): CText => decodeC(readFileSync(join(fixtures, name, file)));
  describe(basename(codemod), () => {
    let once: CText[] = [];
    let twice: CText[] = [];
    beforeAll(async () => {
      const inputs = cases.map((name) => read(name, "input.c"));
      if (process.env.UPDATE === "1") {
        const outputs = await transformAll(codemod, inputs);
        cases.forEach((name, i) => {
          writeFileSync(join(fixtures, name, "expected.c"), encodeC(outputs[i]));
        });
      }
      const all = await transformAll(codemod, [...inputs, ...cases.map((name) => read(name, "expected.c"))]);
      once = all.slice(0, cases.length);
      twice = all.slice(cases.length);
    });
    test.each(cases.map((name, i) => [name, i] as const))("%s", (name, i) => {
      expect(once[i]).toBe(read(name, "expected.c"));
      expect(twice[i], "the codemod changes its own result").toBe(read(name, "expected.c"));
    });
  });
}

/** The texts after one run. Fails on a skipped file, since a fixture must be understood. */
async function transformAll(codemod: string, texts: readonly CText[]): Promise<CText[]> {
  const scratch = mkdtempSync(join(tmpdir(), "kindred-codemod-"));
  try {
    const sources = texts.map((text, i) => {
      const path = join(scratch, `${i}.c`);
      writeFileSync(path, encodeC(text));
      return { path, name: `${i}.c`, size: text.length };
    });
    const result = await runCodemod({ codemod, sources, workers: 1 });
    expect(result.skipped).toEqual([]);
    const edits = new Map(result.changes.map((change) => [change.file, change.edits]));
    return texts.map((text, i) => applyEdits(text, edits.get(`${i}.c`) ?? []));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
