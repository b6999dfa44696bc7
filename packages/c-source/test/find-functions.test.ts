import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listFunctions } from "../src/index.ts";
import { anyText, cLikeText } from "./arbitrary-c.ts";

const found = (text: string): string[] =>
  listFunctions(text).map(({ name, start, end }) => `${name}: ${text.slice(start, end)}`);
const names = (text: string): string[] => listFunctions(text).map(({ name }) => name);

describe("listFunctions", () => {
  test("gives the span from the declaration to the closing brace", () => {
    const text = "/* about */\nstatic struct x *\nfoo(int a)\n{\n\tif (a) {\n\t}\n}\n\nint last;\n";
    expect(listFunctions(text)).toEqual([
      {
        name: "foo",
        start: 12,
        nameStart: 30,
        bodyStart: 41,
        end: text.indexOf("}\n\nint") + 1,
        startLine: 2,
        endLine: 7,
      },
    ]);
  });

  test("begins behind macro calls and preprocessor lines", () => {
    expect(found('MODULE_LICENSE("GPL")\nint a(void) { }')).toEqual(["a: int a(void) { }"]);
    expect(found("#define X\nint\n#ifdef Y\na(void)\n#else\nb(int c)\n#endif\n{\n}")).toEqual([
      "b: b(int c)\n#endif\n{\n}",
    ]);
    expect(found("EXPORT_SYMBOL(z)\n__printf(1, 2) static void a(void)\n{\n}")).toEqual([
      "a: __printf(1, 2) static void a(void)\n{\n}",
    ]);
  });

  test.each([
    [
      "annotations behind the parameters",
      "static int a(int b)\n\t__acquires(x) __must_hold(&y->z)\n{\n}",
      ["a"],
    ],
    ["attributes before the name", "static int __attribute__((unused))\na(void)\n{\n}", ["a"]],
    ["functions that give function pointers", "void (*a(int b))(int)\n{\n}", ["a"]],
    ["parenthesised names", "int (a)(int b)\n{\n}", ["a"]],
    ["functions on one line", "int a(void) { return 1; } int b(void) {}", ["a", "b"]],
    ['functions in extern "C"', 'extern "C" {\nint a(void)\n{\n}\n}\n', ["a"]],
    [
      "indented functions",
      "#ifdef X\n\tint a(void)\n\t{\n\t}\n\tint b(void)\n\t{\n\t}\n#endif\n",
      ["a", "b"],
    ],
    [
      "functions behind a comment with a brace",
      "/* { */ int a(void)\n{ // }\n\t'}';\n}\nint b(void)\n{\n}",
      ["a", "b"],
    ],
    ["implicit int", "main()\n{\n}", ["main"]],
  ])("finds %s", (_, text, expected) => {
    expect(names(text)).toEqual(expected);
  });
});

describe("listFunctions on look-alikes", () => {
  test.each([
    ["initialisers", "static struct a b = {\n\t.c = d(1),\n};\nint e[] = { f(2) };"],
    ["compound literals", "struct a *b = &(struct a) {\n1 };\nstruct a c = X(1, { 2 });"],
    [
      "structs and enums",
      "struct a {\n\tint b;\n};\nstruct __packed_as(4) c {\n\tint d;\n};\nenum e {\nF = G(1)\n};",
    ],
    [
      "attributed structs",
      "struct a __attribute__((packed)) {\n\tint b;\n};\nunion c __aligned(8) {\n\tint d;\n};",
    ],
    [
      "bodies that a macro defines",
      "SYSCALL_DEFINE3(read, int, fd, char *, b, size_t, n)\n{\n}\nstatic DEVICE_ATTR(a, b)\n{\n}",
    ],
    ["control flow left over by broken text", "}\nif (a) {\n}\nwhile (b)\n{\n}"],
    ["what never ends", "int a(void)\n{\n\tb();\n"],
  ])("does not mistake %s", (_, text) => {
    expect(names(text)).toEqual([]);
  });

  test("finds the end when `#if` branches hold halves of blocks", () => {
    const opensTwice =
      "int a(void)\n{\n#ifdef X\n\tif (b) {\n#else\n\tif (c) {\n#endif\n\t}\n}\n\nint d(void)\n{\n}\n";
    const closesTwice =
      "int a(void)\n{\n\tif (b) {\n#ifdef X\n\t}\n#else\n\t}\n#endif\n\te();\n}\n\nint d(void)\n{\n}\n";
    for (const text of [opensTwice, closesTwice]) {
      expect(names(text)).toEqual(["a", "d"]);
      expect(text.slice(0, listFunctions(text)[0].end).endsWith("\n}")).toBe(true);
    }
  });
});

describe("listFunctions on any text", () => {
  test("spans stand in order, never overlap, and are well formed on any text", () => {
    fc.assert(
      fc.property(fc.oneof(cLikeText, anyText), (text) => {
        let last = 0;
        for (const span of listFunctions(text)) {
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(span.nameStart).toBeGreaterThanOrEqual(span.start);
          expect(span.bodyStart).toBeGreaterThan(span.nameStart);
          expect(text[span.bodyStart]).toBe("{");
          expect(text[span.end - 1]).toBe("}");
          expect(text.startsWith(span.name, span.nameStart)).toBe(true);
          expect(span.endLine).toBeGreaterThanOrEqual(span.startLine);
          last = span.end;
        }
      }),
      { numRuns: 500 },
    );
  });

  test("functions put one after another are found one by one", () => {
    const body = fc.constantFrom(
      "",
      "\tb = c;\n",
      "\tif (d) {\n\t\te();\n\t}\n",
      "\tstruct f g = { 1 };\n",
      '\th("}");\n',
    );
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 12 }), (bodies) => {
        const functions = bodies.map((inside, i) => `static int f${i}(int a)\n{\n${inside}}`);
        expect(found(functions.join("\n\n"))).toEqual(functions.map((text, i) => `f${i}: ${text}`));
      }),
    );
  });
});
