import { describe, expect, it } from "vitest";
import { adviseShapes } from "../src/advice/advise-shapes.ts";
import { explainIr, type SideIr } from "../src/advice/explain-ir.ts";
import { optimiseSide } from "../src/advice/optimise-side.ts";
import { findClang } from "../src/compile/clang-options.ts";
import { DIFFERENCE_KINDS, type DifferenceCause, HELPER_SHAPES } from "../src/verdicts.ts";
import { CAUSES } from "./pairs/causes.ts";
import { compileTexts, hasClang, RUNGS } from "./pairs/compile-pair.ts";
import { MUST_DIFFER, type Pair } from "./pairs/must-differ.ts";

const RUNG = "llvm-ir-graph-inlined";
/** Causes that say: it does the same. */
const SAME: readonly string[] = ["inlining", "control-flow", "reassociation"];
/** Optimising hundreds of texts takes long: every third pair stands for all, another third for each of the kinds. */
const SAMPLE = MUST_DIFFER.filter((_, at) => at % 3 === 0);

const opt = (await findClang())?.opt;
const rungs = RUNGS.filter(({ name }) => name === RUNG);
const texts = [...CAUSES, ...SAMPLE].flatMap(({ before, after }) => [before, after]);
const compiled = hasClang ? await compileTexts(texts, rungs) : undefined;

async function explain({ before, after, folded = [] }: Pair): Promise<DifferenceCause | undefined> {
  const side = (text: string): Promise<SideIr> => optimiseSide(opt!, compiled!(RUNG, text), 60);
  const names = { folded: new Set(folded), callSites: new Set(["f", "g", ...folded]) };
  return explainIr(await side(before), await side(after), names);
}

describe.skipIf(!hasClang)("why two sides are not the same graph", () => {
  it.each(CAUSES)("$name: $cause", async (pair) => {
    const found = await explain(pair);
    expect(found?.kind).toBe(pair.cause);
    if (found !== undefined) expect(found.before).not.toEqual(found.after);
  });

  it("says of no pair that must differ that it does the same", async () => {
    const wrong: string[] = [];
    for (const pair of SAMPLE) {
      const kind = (await explain(pair))?.kind;
      if (kind === undefined || SAME.includes(kind)) wrong.push(`${pair.name}: ${kind}`);
    }
    expect(wrong).toEqual([]);
  });

  it("shows how the code differs, by a run that anybody can follow", async () => {
    const pair = CAUSES.find(({ name }) => name === "a bound that is one too large")!;
    const found = await explain(pair);
    expect(found?.function).toBe("f");
    expect(found?.shown).toMatch(/^A run: before `(?:return|call @call).*`, after `(?:return|call @call)/);
  });

  it("says the same each time", async () => {
    expect(await explain(CAUSES[1]!)).toEqual(await explain(CAUSES[1]!));
  });
});

describe("other shapes that are advised", () => {
  it("never is the one that was tried", () => {
    for (const kind of DIFFERENCE_KINDS)
      for (const strategy of ["generator-macro", "parameterised-function", "field-pointer"])
        for (const { shape } of adviseShapes(kind, strategy, true)) {
          expect(HELPER_SHAPES).toContain(shape);
          if (strategy === "generator-macro") expect(shape).not.toBe("macro");
        }
  });

  it("is none for code that does something else, but to leave it out", () => {
    expect(adviseShapes("different", "parameterised-function", false)).toEqual([]);
    expect(adviseShapes("different", "parameterised-function", true)[0]?.shape).toBe("fewer-members");
  });

  it("is a macro first for what prints the name of its function", () => {
    expect(adviseShapes("function-names", "shared-function", false)[0]?.shape).toBe("macro");
  });
});
