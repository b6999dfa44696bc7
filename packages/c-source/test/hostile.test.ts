import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  applyMacroProfile,
  CParser,
  createTypeScope,
  findAll,
  kernelMacroProfile,
  listFunctions,
  walk,
} from "../src/index.ts";

const MEGABYTE = 1 << 20;
const repeat = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length));
/** A quarter of that, for what many rules look at: still hours for anything quadratic. */
const repeatLess = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / 4 / piece.length));

/** Whatever is worse than linear in it does not end within the test's time. */
const HOSTILE: ReadonlyArray<readonly [string, string]> = [
  ["one line of words", repeat("a ")],
  ["one word", repeat("a")],
  ["one number", `int f(void) { g(${repeat("1")}x); }`],
  ["nothing but blanks", `${repeat(" ")}{${repeat("\t")}}`],
  ["an open comment", `int a;\n/*${repeat(" *\n")}`],
  ["an open string", `char *a = "${repeat("b")}`],
  ["open strings on every line", repeat("'\n\"\n")],
  ["NUL bytes", repeat("\0")],
  ["invalid UTF-8", repeat("\xff\xc0\x80")],
  [
    "random bytes",
    Buffer.from(Uint8Array.from({ length: MEGABYTE }, (_, i) => Math.imul(i, 2654435761) >>> 13)).toString(
      "latin1",
    ),
  ],
  ["open braces", repeatLess("f(){")],
  ["closing braces", repeatLess("}")],
  ["functions that never end", repeatLess("int f(a)\n {\n")],
  ["functions with doubtful ends", `${repeatLess("int f(a){\n  }\n x;")}\n{`],
  ["open parentheses", `int f(a)\n{\n${repeatLess("g(")}`],
  ["open annotations", repeatLess("__free(")],
  ["open strings of words", `int f(a)\n{\n${repeatLess('g("a" b(')}`],
  ["open conditionals", repeatLess("#if 0\n")],
  ["conditionals in functions", `int f(a)\n{\n${repeatLess("#if A\n{\n#else\n")}`],
  ["iterations", `int f(a)\n{\n${repeatLess("for_each_x(a) ")}`],
  ["nested structs", repeatLess("struct a {")],
  ["continuations", `#define A ${repeatLess("\\\n")}`],
];

describe("hostile text", () => {
  test.each(HOSTILE)("%s: functions and profile in bounded time", (_, text) => {
    const functions = listFunctions(text);
    expect(functions.every((span, i) => i === 0 || functions[i - 1].end <= span.start)).toBe(true);
    expect(applyMacroProfile(text, kernelMacroProfile).length).toBe(text.length);
  });
});

describe("hostile text in the parser", () => {
  let parser: CParser;
  beforeAll(async () => {
    parser = await CParser.create();
  });
  afterAll(() => parser.dispose());

  test.each([
    ["10,000 nested braces", `int f(void)\n${"{".repeat(10_000)}${"}".repeat(10_000)}`, true],
    [
      "10,000 nested parentheses",
      `int f(void)\n{\n\ta = ${"(".repeat(10_000)}b${")".repeat(10_000)};\n}`,
      true,
    ],
    ["10,000 open braces", `int f(void)\n${"{".repeat(10_000)}`, false],
    ["an open comment", `int f(void)\n{\n/* ${"a ".repeat(50_000)}`, false],
    ["NUL bytes", `int f(void)\n{\n${"\0".repeat(10_000)}\n}`, false],
    ["invalid UTF-8", `int f(void)\n{\n\t${"\xff".repeat(10_000)} @ ;\n}`, false],
  ])("%s", (_, text, clean) => {
    const parsed = parser.parseFunction(text);
    let nodes = 0;
    walk(parsed.root, () => ++nodes);
    expect(nodes).toBeGreaterThan(0);
    expect(parsed.clean).toBe(clean);
    const scope = createTypeScope(parsed, { file: { text, path: "a.c" } });
    for (const node of findAll(parsed.root, "parenthesized_expression").slice(0, 5))
      expect(scope.typeOf(node)).toBeUndefined();
    parsed.free();
  });
});
