import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Parser } from "web-tree-sitter";
import {
  applyMacroProfile,
  CParser,
  type CText,
  decodeC,
  kernelMacroProfile,
  listFunctions,
  soleFunction,
} from "../src/index.ts";
import { loadGrammar } from "../src/parser/load-grammar.ts";
import { uncoveredTokens } from "./uncovered-tokens.ts";

const kernel = process.env.KINDRED_KERNEL;
const drivers = kernel ? join(kernel, "drivers") : "";
const isThere = drivers !== "" && existsSync(drivers);
if (!isThere)
  console.log("skipped: the sample of real functions (set KINDRED_KERNEL to a Linux tree to run it)");

const FILES = 80;
const SEEDS = [12345, 777];

/** Picked by xorshift32: the same files on every machine. */
function pickFiles(all: readonly string[], seed: number): string[] {
  let state = seed;
  const pool = [...all];
  return Array.from({ length: Math.min(FILES, pool.length) }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return pool.splice((state >>> 0) % pool.length, 1)[0];
  });
}

describe.skipIf(!isThere)("a random sample of the kernel's functions", () => {
  let parser: CParser;
  let plain: Parser;
  let all: string[] = [];
  beforeAll(async () => {
    parser = await CParser.create();
    plain = new Parser().setLanguage(await loadGrammar(undefined));
    const names = readdirSync(drivers, { recursive: true }).map(String);
    all = names.filter((name) => name.endsWith(".c")).sort();
  });
  afterAll(() => {
    parser.dispose();
    plain.delete();
  });

  function isCleanPlain(text: CText): boolean {
    const tree = plain.parse(text);
    if (!tree) return false;
    const isClean = !tree.rootNode.hasError && soleFunction(tree.rootNode) !== undefined;
    tree.delete();
    return isClean;
  }

  function isClean(text: CText): boolean {
    const parsed = parser.parseFunction(text);
    const result = parsed.clean && soleFunction(parsed.root) !== undefined;
    if (result) expect(uncoveredTokens(parsed)).toEqual([]);
    parsed.free();
    return result;
  }

  test.each(SEEDS)(
    "seed %i: at least 99.4 per cent parse without an error, none that did before is lost",
    (seed) => {
      let functions = 0;
      let clean = 0;
      const lost: string[] = [];
      for (const name of pickFiles(all, seed)) {
        const text = decodeC(readFileSync(join(drivers, name)));
        const rewritten = applyMacroProfile(text, kernelMacroProfile);
        expect(rewritten.replace(/[^\n]/g, " ")).toBe(text.replace(/[^\n]/g, " "));
        expect(applyMacroProfile(rewritten, kernelMacroProfile)).toBe(rewritten);
        for (const span of listFunctions(text)) {
          const source = text.slice(span.start, span.end);
          const rewrittenSource = applyMacroProfile(source, kernelMacroProfile);
          functions++;
          if (isClean(source)) clean++;
          // The rewriting alone, without the second tries of parseFunction, must not lose a function either.
          if (isCleanPlain(source) && !(isClean(source) && isCleanPlain(rewrittenSource)))
            lost.push(`${name}:${span.startLine}`);
        }
      }
      expect(functions).toBeGreaterThan(1000);
      expect(lost).toEqual([]);
      expect(clean / functions).toBeGreaterThanOrEqual(0.994);
    },
  );
});
