/*
 * Sizes at which anything worse than linear does not end within a test's time, and counts of the work that is done
 * outside of JavaScript: parse calls and the bytes that they get.
 */
import { applyEdits, CParser, type CText } from "@kindred/c-source";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { EditList } from "../src/edits/edit-list.ts";
import { Reach } from "../src/edits/reach.ts";
import { TextLines } from "../src/edits/text-lines.ts";
import { createEngine, type Engine } from "./support/transform.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});

const MANY = 200_000;
const DEEP = 10_000;

describe("work on hostile text", () => {
  test("edits on one line of megabytes", () => {
    const text = "a(); ".repeat(MANY);
    const edits = new EditList(text);
    for (let i = 0; i < MANY; i++) {
      const range = { start: i * 5, end: i * 5 + 4 };
      if (i % 2 === 0) edits.replace(range, "b(\n);");
      else edits.remove(range);
      if (!edits.covers(range)) throw new Error("an edit does not count");
      if (edits.addsToken("a")) throw new Error("`a` is in no new text");
    }
    expect(applyEdits(text, edits.finish())).toBe("b(\n); ".repeat(MANY / 2));
  });

  test("many functions on one line are parsed once each", () => {
    const count = 3000;
    const text = `int f(int a) { int x = 1; if (a) { gone(x); return a; } return 0; } `.repeat(count);
    const parse = vi.spyOn(CParser.prototype, "parseFunction");
    const changed = engine.rewrite(text, (file, { c }) => {
      for (const fn of file.functions()) {
        fn.find(c.stmt`gone($x);`).remove();
        fn.removeUnusedLocals(["x"]);
      }
    });
    const bytes = parse.mock.calls.reduce((sum, [piece]) => sum + piece.length, 0);
    parse.mockRestore();
    expect(changed).toBe(`int f(int a) { if (a) { return a; } return 0; } `.repeat(count));
    // The functions before, and those that the check of the rewrite looks at; and the pattern.
    expect(bytes).toBeLessThan(2 * text.length + 1000);
  });

  test("one function of many locals", () => {
    const count = 3000;
    const lines = Array.from({ length: count }, (_, i) => `\tint x${i} = 1;\n\tgone(x${i});\n`);
    const text = `void f(void)\n{\n${lines.join("")}\tend();\n}\n`;
    const changed = engine.rewrite(text, (file, { c }) => {
      const [fn] = file.functions();
      const found = fn.find(c.stmt`gone($x);`);
      expect(fn.unusedWithout(found.nodes)).toHaveLength(count);
      found.remove();
      fn.removeUnusedLocals(found.map((node) => node.get("x").text));
    });
    expect(changed).toBe("void f(void)\n{\n\tend();\n}\n");
  });

  test("what stands around nodes that are deep in each other", () => {
    const text = `int f(void)\n{\n\treturn ${"g(".repeat(DEEP)}1${")".repeat(DEEP)};\n}\n`;
    engine.rewrite(text, (file, { c }) => {
      const calls = file.find(c.expr`g($x)`);
      expect(calls.size).toBe(DEEP);
      expect(calls.map((call) => call.closest("return_statement")?.line).every((line) => line === 3)).toBe(
        true,
      );
      expect(calls.map((call) => call.closest("if_statement")).every((node) => node === undefined)).toBe(
        true,
      );
      expect(calls.at(-1)?.parent?.parent?.isSameCode("g(g(1))")).toBe(true);
    });
  });

  test("a run of statements in a long block", () => {
    const text = `void f(void)\n{\n${"\tgone();\n\tstay();\n".repeat(DEEP)}}\n`;
    const changed = engine.rewrite(text, (file, { c }) => {
      for (const pair of file.find(c.stmt`gone(); stay();`)) pair.replaceWith("both();");
    });
    expect(changed).toBe(`void f(void)\n{\n${"\tboth();\n".repeat(DEEP)}}\n`);
  });

  test("blanks of a long line are not copied to every new line", () => {
    const text: CText = `void f(void)\n{\n${" ".repeat(MANY)}${"gone(); ".repeat(DEEP)}\n}\n`;
    const { edits, failure } = engine.run(text, (file, { c }) => {
      file.find(c.stmt`gone();`).replaceWith("a();\nb();");
    });
    expect(failure).toBeUndefined();
    expect(edits.reduce((sum, edit) => sum + edit.text.length, 0)).toBeLessThan(DEEP * 300);
  });
});

describe("lookups agree with searching", () => {
  test("starts and ends of lines", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r") }), fc.nat(40), (text, at) => {
        const offset = Math.min(at, text.length);
        const lines = new TextLines(text);
        const before = text.slice(0, offset);
        expect(lines.startOf(offset)).toBe(before.lastIndexOf("\n") + 1);
        const newline = text.indexOf("\n", offset);
        expect(lines.endOf(offset)).toBe(newline < 0 ? text.length : newline + 1);
        expect(lines.lineOf(offset)).toBe(before.split("\n").length);
      }),
    );
  });

  test("ranges that hold a range", () => {
    const range = fc
      .tuple(fc.nat(30), fc.nat(30))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.array(range), range, range, (ranges, part, asked) => {
        const start = Math.min(Math.max(asked.start, part.start), part.end);
        const inner = { start, end: Math.max(start, Math.min(asked.end, part.end)) };
        fc.pre(inner.start < inner.end);
        const reach = new Reach(part);
        for (const each of ranges) reach.add(each);
        const holds = ranges.some((each) => each.start <= inner.start && inner.end <= each.end);
        expect(reach.covers(inner)).toBe(holds);
      }),
    );
  });
});
