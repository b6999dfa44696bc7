import { beforeAll, describe, expect, it } from "vitest";
import { compareObjects } from "../src/elf/compare-objects.ts";
import { compareIr } from "../src/ir/compare-ir.ts";
import { type CompiledText, compileTexts, hasClang } from "./pairs/compile-pair.ts";
import { MUST_DIFFER, type Pair } from "./pairs/must-differ.ts";
import { MUST_EQUAL } from "./pairs/must-equal.ts";

let compiled: Map<string, CompiledText>;
const withLinesAbove = (text: string): string =>
  `\n\nstatic int above(void) { return __COUNTER__; }\n${text}`;

beforeAll(async () => {
  const pairs = [...MUST_DIFFER, ...MUST_EQUAL].flatMap((pair) => [pair.before, pair.after]);
  compiled = await compileTexts([...pairs, ...MUST_EQUAL.map((pair) => withLinesAbove(pair.before))]);
});

function namesOf(pair: Pair) {
  return {
    folded: new Set(pair.folded ?? []),
    callSites: new Set(["f", "g", ...(pair.folded ?? [])]),
    mergesTables: true,
  };
}

function sidesOf(pair: Pair): [CompiledText, CompiledText] {
  return [compiled.get(pair.before)!, compiled.get(pair.after)!];
}

describe("pairs that must differ", () => {
  it.each(MUST_DIFFER)("elf-symbols: $name", (pair) => {
    const [before, after] = sidesOf(pair);
    expect(compareObjects(before.object, after.object)).not.toEqual([]);
    expect(compareObjects(before.object, after.object, namesOf(pair))).not.toEqual([]);
  });

  it.skipIf(!hasClang).each(MUST_DIFFER)("llvm-ir-graph: $name", (pair) => {
    const [before, after] = sidesOf(pair);
    expect(compareIr(before.ir, after.ir)).not.toEqual([]);
    expect(compareIr(before.ir, after.ir, namesOf(pair))).not.toEqual([]);
    expect(compareIr(before.irAgain, after.irAgain)).not.toEqual([]);
    expect(compareIr(before.irAgain, after.irAgain, namesOf(pair))).not.toEqual([]);
    expect(compareIr(before.irInlined, after.irInlined)).not.toEqual([]);
    expect(compareIr(before.irInlined, after.irInlined, namesOf(pair))).not.toEqual([]);
  });
});

describe("pairs that must be equal", () => {
  it.each(MUST_EQUAL.filter((pair) => pair.rung === "elf"))("elf-symbols: $name", (pair) => {
    const [before, after] = sidesOf(pair);
    expect(compareObjects(before.object, after.object).length > 0).toBe(pair.masked === true);
    expect(compareObjects(before.object, after.object, namesOf(pair))).toEqual([]);
  });

  it.skipIf(!hasClang).each(MUST_EQUAL)("llvm-ir-graph: $name", (pair) => {
    const [before, after] = sidesOf(pair);
    expect(compareIr(before.irInlined, after.irInlined, namesOf(pair))).toEqual([]);
    if (pair.rung === "inlined") {
      expect(compareIr(before.ir, after.ir, namesOf(pair))).not.toEqual([]);
      return;
    }
    expect(compareIr(before.ir, after.ir).length > 0).toBe(pair.masked === true && pair.sameIr !== true);
    expect(compareIr(before.ir, after.ir, namesOf(pair))).toEqual([]);
    expect(compareIr(before.irAgain, after.irAgain, namesOf(pair))).toEqual([]);
  });

  it.each(MUST_EQUAL)("a text and itself with lines added above: $name", (pair) => {
    const [before, after] = [compiled.get(pair.before)!, compiled.get(withLinesAbove(pair.before))!];
    expect(compareObjects(before.object, after.object)).toEqual([]);
    if (hasClang) expect(compareIr(before.ir, after.ir)).toEqual([]);
  });
});
