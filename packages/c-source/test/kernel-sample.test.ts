import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  applyMacroProfile,
  CParser,
  decodeC,
  kernelMacroProfile,
  listFunctions,
  type ParsedC,
  soleFunction,
} from "../src/index.ts";

const kernel = process.env.KINDRED_KERNEL;
const drivers = kernel ? join(kernel, "drivers") : "";
const isThere = drivers !== "" && existsSync(drivers);
if (!isThere) {
  console.log("skipped: the sample of real functions (set KINDRED_KERNEL to a Linux tree to run it)");
}

const FILES = 120;
const SEEDS = [12345, 777];

/** xorshift32: the same files on every machine. */
function pickFiles(all: readonly string[], seed: number, count: number): string[] {
  let state = seed;
  const pool = [...all];
  return Array.from({ length: Math.min(count, pool.length) }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return pool.splice((state >>> 0) % pool.length, 1)[0];
  });
}

function isWholeFunction(parsed: ParsedC): boolean {
  return parsed.clean && soleFunction(parsed.root) !== undefined;
}

describe.skipIf(!isThere)("a random sample of the kernel's functions", () => {
  let parser: CParser;
  let plain: CParser;
  let all: string[] = [];
  beforeAll(async () => {
    parser = await CParser.create();
    plain = await CParser.create({
      profile: { annotations: [], annotationsWithArgument: [], iterationPatterns: [] },
    });
    const names = readdirSync(drivers, { recursive: true }).map(String);
    all = names.filter((name) => name.endsWith(".c")).sort();
  });
  afterAll(() => {
    parser.dispose();
    plain.dispose();
  });

  test.each(SEEDS)(
    "seed %i: at least 99.4 %% parse without an error, none that did before is lost",
    (seed) => {
      let functions = 0;
      let clean = 0;
      const lost: string[] = [];
      for (const name of pickFiles(all, seed, FILES)) {
        const text = decodeC(readFileSync(join(drivers, name)));
        expect(applyMacroProfile(applyMacroProfile(text, kernelMacroProfile), kernelMacroProfile)).toBe(
          applyMacroProfile(text, kernelMacroProfile),
        );
        for (const span of listFunctions(text)) {
          const source = text.slice(span.start, span.end);
          const [after, before] = [parser.parseFunction(source), plain.parseFunction(source)];
          functions++;
          if (isWholeFunction(after)) clean++;
          else if (isWholeFunction(before)) lost.push(`${name}:${span.startLine}`);
          after.free();
          before.free();
        }
      }
      expect(functions).toBeGreaterThan(1000);
      expect(lost).toEqual([]);
      expect(clean / functions).toBeGreaterThanOrEqual(0.994);
    },
  );
});
