import { applyEdits, type CText, findOverlap } from "@kindred/c-source";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRegions } from "../src/mutants/find-regions.ts";
import { chooseCandidates, listCandidates } from "../src/mutants/list-candidates.ts";
import type { Mutant } from "../src/mutants/mutant.ts";
import type { Unit } from "../src/prove/unit.ts";

const FILE = "drivers/a.c";

function unitOf(after: CText, before: CText = "", more: Readonly<Record<string, CText>> = {}): Unit {
  return {
    patch: "0001-a",
    file: FILE,
    command: { source: FILE, cwd: "/", argv: ["gcc"] },
    before: new Map([[FILE, before]]),
    after: new Map([[FILE, after], ...Object.entries(more)]),
    namesBefore: new Set(),
    namesAfter: new Set(["helper", "DEFINE_HELPER"]),
    homes: [],
  };
}

function candidatesOf(unit: Unit): Mutant[] {
  return listCandidates(unit.after, findRegions(unit, unit.namesAfter));
}

/** Each mutant as `operator: was -> now`. */
function wordsOf(unit: Unit): string[] {
  return candidatesOf(unit).map(({ operator, was, now }) => `${operator}: ${was} -> ${now}`);
}

function withMutant(unit: Unit, { file, edits }: Mutant): CText {
  return applyEdits(unit.after.get(file)!, edits);
}

const BODY = `{
	u32 val = readl(d->regs + CTRL_REG);

	if (val & 0x10 && size <= LIMIT)
		return -EINVAL;
	val |= BIT(3);
	writel(val,
	       d->regs + CTRL_REG);
	d->on = true;
	return val != 0;
}
`;
const HELPER = `static int helper(struct dev *d, u32 size)\n${BODY}`;

describe("mutants of a function", () => {
  const unit = unitOf(`${HELPER}\nstatic int other(struct dev *d)\n{\n\treturn 1;\n}\n`);

  it("stand for the mistakes that a fold could make", () => {
    expect(wordsOf(unit)).toEqual([
      "arithmetic operator: + -> -",
      "constant: CTRL_REG -> (CTRL_REG + 1)",
      "condition: val & 0x10 && size <= LIMIT -> !(val & 0x10 && size <= LIMIT)",
      "bit operator: & -> |",
      "constant: 0x10 -> (0x10 + 1)",
      "logical operator: && -> ||",
      "comparison: <= -> <",
      "constant: LIMIT -> (LIMIT + 1)",
      "result: -EINVAL -> !(-EINVAL)",
      "constant: EINVAL -> (EINVAL + 1)",
      "statement: val |= BIT(3); -> ;",
      "bit operator: |= -> &=",
      "constant: 3 -> (3 + 1)",
      "statement: writel(val, d->regs + CTRL_REG); -> ;",
      "statement twice: writel(val, d->regs + CTRL_REG); -> writel(val, d->regs + CTRL_REG); writel(val, d->regs + CT...",
      "arguments: val, d->regs + CTRL_REG -> d->regs + CTRL_REG, val",
      "arithmetic operator: + -> -",
      "constant: CTRL_REG -> (CTRL_REG + 1)",
      "statement: d->on = true; -> ;",
      "constant: true -> false",
      "result: val != 0 -> !(val != 0)",
      "comparison: != -> ==",
      "constant: 0 -> (0 + 1)",
    ]);
  });

  it("exchange neighbours that call or count, and none with another statement between", () => {
    const calls = "\tlock(d);\n\td->n++;\n\td->on = 1;\n\tif (d->n)\n\t\tkick(d);\n\tunlock(d);\n";
    const orders = candidatesOf(unitOf(`void helper(struct dev *d)\n{\n${calls}}\n`));
    expect(orders.filter(({ operator }) => operator === "order").map(({ now }) => now)).toEqual([
      "d->n++; lock(d);",
      "unlock(d); kick(d);",
    ]);
  });

  it("change only the helper, and no line's number", () => {
    const rest = unit.after.get(FILE)!.slice(HELPER.length);
    for (const mutant of candidatesOf(unit)) {
      const text = withMutant(unit, mutant);
      expect(text.endsWith(rest)).toBe(true);
      expect(text.split("\n").length).toBe(unit.after.get(FILE)!.split("\n").length);
      expect(text).not.toBe(unit.after.get(FILE));
    }
  });

  it("say the line of the change", () => {
    const places = candidatesOf(unit).map(({ operator, line }) => `${operator} ${line}`);
    expect(places).toContain("logical operator 5");
    expect(places).toContain("statement 8");
  });
});

describe("mutants of other helpers", () => {
  it("are made in the body of a macro that defines functions, over its spliced lines", () => {
    const macro =
      "#define DEFINE_HELPER(_name, _bit)\t\\\nint _name##_on(int a)\t\\\n{\t\\\n\tif (a < 4)\t\\\n\t\ttouch(a,\t\\\n\t\t      _bit);\t\\\n\treturn 0;\t\\\n}\n";
    const unit = unitOf(`${macro}\nDEFINE_HELPER(red, 7)\n`);
    const found = wordsOf(unit);
    expect(found).toContain("comparison: < -> <=");
    expect(found).toContain("statement: touch(a, _bit); -> ;");
    expect(found).toContain("call site: 7 -> (7 + 1)");
    for (const mutant of candidatesOf(unit)) {
      expect(withMutant(unit, mutant).match(/\\\n/g)?.length).toBe(macro.match(/\\\n/g)?.length);
    }
  });

  it("are made in the header or module that defines the helper, and in what that calls", () => {
    const unit = unitOf(
      "int f(void)\n{\n\treturn DEFINE_HELPER(1);\n}\n",
      "int f(void)\n{\n\treturn 2;\n}\n",
      {
        "drivers/a.h": "#define DEFINE_HELPER(x) helper((x) - 5)\n",
        "drivers/lib.c": "int helper(int x)\n{\n\treturn x * 9;\n}\n",
      },
    );
    const places = candidatesOf(unit).map(({ file, now }) => `${file} ${now}`);
    expect(places).toContain("drivers/a.h (5 + 1)");
    expect(places).toContain("drivers/lib.c (9 + 1)");
    expect(places).toContain(`${FILE} (1 + 1)`);
  });

  it("are made at the calls that came with the patch, and only there", () => {
    const old = "static int old(void)\n{\n\treturn helper(1, 2);\n}\n";
    const head = "int helper(int a, int b);\n";
    const unit = unitOf(
      `${head}${old}static int folded(void)\n{\n\treturn helper(3, 4);\n}\n`,
      `${head}${old}static int folded(void)\n{\n\treturn 3 + 4;\n}\n`,
    );
    expect(wordsOf(unit)).toEqual([
      "call site: 3 -> (3 + 1)",
      "call site: 4 -> (4 + 1)",
      "call site: 3, 4 -> 4, 3",
    ]);
  });

  it("change the constants of tables that the patch added", () => {
    const old = "static const int old[] = { 1, 2 };\n";
    const unit = unitOf(`${old}static const struct info red = {\n\t.reg = RED_REG, .on = true,\n};\n`, old);
    expect(wordsOf(unit)).toEqual(["table: RED_REG -> (RED_REG + 1)", "table: true -> false"]);
  });

  it("do not touch what looks like code but is none: texts, comments, declarations, names that are pasted", () => {
    const unit = unitOf(
      'static int helper(struct dev *d)\n{\n\tu32 *p = get(d);\n\t/* a < 4 */\n\tdo {\n\t\tlog(KERN_ERR "a < 4", p);\n\t} while (0);\n\treturn d->NAME;\n}\n',
    );
    expect(wordsOf(unit)).toEqual([
      'statement: log(KERN_ERR "a < 4", p); -> ;',
      'statement twice: log(KERN_ERR "a < 4", p); -> log(KERN_ERR "a < 4", p); log(KERN_ERR "a < 4", p);',
      "result: d->NAME -> !(d->NAME)",
    ]);
  });
});

describe("the choice of mutants", () => {
  const many = unitOf(HELPER.replace(BODY, BODY.replace("\tval |=", "\tval |= 1;\n\tval |= 2;\n\tval |=")));
  const candidates = candidatesOf(many);

  it("takes every operator before it takes one again", () => {
    const operators = new Set(candidates.map(({ operator }) => operator));
    const first = chooseCandidates(candidates, "1", operators.size);
    expect(new Set(first.map(({ operator }) => operator))).toEqual(operators);
  });

  it("is the same each time, another for another seed, and in the end everything", () => {
    expect(chooseCandidates(candidates, "1", 9)).toEqual(chooseCandidates(candidates, "1", 9));
    const firsts = ["1", "2", "3", "4"].map((seed) => JSON.stringify(chooseCandidates(candidates, seed, 4)));
    expect(new Set(firsts).size).toBeGreaterThan(1);
    expect(new Set(chooseCandidates(candidates, "1", 1000))).toEqual(new Set(candidates));
  });
});

describe("any text", () => {
  const piece = fc.constantFrom(
    ..."if while return ( ) { } [ ] ; , < <= == & | && + - -> . = += ++ 0 0x1f 3 NAME_X name f true ## # \\\n \n \" ' /* */ u32 * helper DEFINE_HELPER #define #if #endif else".split(
      " ",
    ),
  );

  it("gives mutants whose edits are apart and keep the lines, and never an exception", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const unit = unitOf(`int helper(int a)\n{\n${pieces.join(" ")}\n}\n`);
        const lines = unit.after.get(FILE)!.split("\n").length;
        const candidates = candidatesOf(unit);
        for (const mutant of candidates) {
          expect(findOverlap(mutant.edits)).toBeUndefined();
          expect(withMutant(unit, mutant).split("\n").length).toBe(lines);
        }
        expect(chooseCandidates(candidates, "1", 30).length).toBe(Math.min(30, candidates.length));
      }),
      { numRuns: 300 },
    );
  });

  it("of any size is done in time that its size explains", () => {
    const table = `static const int t[] = { ${"1, ".repeat(200_000)}};\n`;
    const calls = "helper(1);\n".repeat(5_000);
    expect(candidatesOf(unitOf(`${table}int f(void)\n{\n${calls}}\n`)).length).toBe(5_000);
  });
});
