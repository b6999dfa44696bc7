/*
 * Tests for codemods, exported for users: one line in `codemods/<id>/test/<id>.test.ts` makes a vitest test of every
 * `fixtures/<case>/`. The codemod runs as it does for real, in its confined process: once over all inputs, and once
 * more over what came out, which must not change again.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
  describe(basename(codemod), () => {
    let first = new Map<string, CText>();
    let second = new Map<string, CText>();
    beforeAll(async () => {
      const scratch = mkdtempSync(join(tmpdir(), "kindred-codemod-"));
      try {
        first = await transformAll(
          codemod,
          new Map(cases.map((name) => [name, readC(join(fixtures, name, "input.c"))])),
          scratch,
        );
        second = await transformAll(codemod, first, scratch);
      } finally {
        rmSync(scratch, { recursive: true });
      }
    });
    test.each(cases)("%s", (name) => {
      const expected = join(fixtures, name, "expected.c");
      if (process.env.UPDATE === "1") writeFileSync(expected, encodeC(first.get(name)!));
      expect(first.get(name)).toBe(readC(expected));
      expect(second.get(name), "a second run changes the result again").toBe(first.get(name));
    });
  });
}

/** Every text after one run. @throws Error for a skipped file, since a fixture must be understood. */
async function transformAll(
  codemod: string,
  texts: ReadonlyMap<string, CText>,
  scratch: string,
): Promise<Map<string, CText>> {
  const sources = [...texts].map(([name, text]) => {
    const path = join(scratch, `${name}.c`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, encodeC(text));
    return { path, name, size: text.length };
  });
  const result = await runCodemod({ codemod, sources, workers: 1 });
  expect(result.skipped).toEqual([]);
  const edits = new Map(result.changes.map((change) => [change.file, change.edits]));
  return new Map([...texts].map(([name, text]) => [name, applyEdits(text, edits.get(name) ?? [])]));
}

function readC(path: string): CText {
  return decodeC(readFileSync(path));
}
