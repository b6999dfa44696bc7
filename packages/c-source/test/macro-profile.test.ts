import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyMacroProfile, extendMacroProfile, KindredError, kernelMacroProfile } from "../src/index.ts";
import { anyText, cLikeText } from "./arbitrary-c.ts";

const rewrite = (text: string): string => applyMacroProfile(text, kernelMacroProfile);
/** A statement rewritten inside of a function. */
const rewriteBody = (statement: string): string =>
  rewrite(`void f(void)\n{\n${statement}\n}`).split("\n").slice(2, -1).join("\n");

describe("applyMacroProfile", () => {
  test.each([
    [
      "blanks annotations",
      "static int __init f(void __iomem *p) __must_hold(&a->b) {}",
      `static int        f(void         *p)${" ".repeat(19)} {}`,
    ],
    [
      "keeps members and calls of the same name",
      "int f(void) { a->__user = b.__init + __iomem(c); }",
      "int f(void) { a->__user = b.__init + __iomem(c); }",
    ],
    ["blanks `#if 0` branches", "#if 0\ndon't\n#else\nx;\n#endif\n", "#if 0\n     \n#else\nx;\n#endif\n"],
  ])("%s", (_, text, expected) => {
    expect(rewrite(text)).toBe(expected);
  });

  test.each([
    ["container_of(p, struct x, m);", "container_of(p, Xtruct_x, m);"],
    ["min_t(unsigned int, a, b);", "min_t(Xnsigned_int, a, b);"],
    ["va_arg(ap, u32 *);", "va_arg(ap, X32__);"],
    ["f(const char *, x * y, z);", "f(Xonst_char__, x * y, z);"],
    ["sizeof(struct x); (struct y *)z; f(void);", "sizeof(struct x); (struct y *)z; f(void);"],
    ["return (int) x;", "return (int) x;"],
    ["offsetof(struct x, a.b[1]);", "Xffsetof(Xtruct_x, a.b[1]);"],
    ["f(a,\n struct\nx);", "f(a,\n X     \n );"],
  ])("makes one identifier of a type that is an argument: %s", (statement, expected) => {
    expect(rewriteBody(statement)).toBe(expected);
  });

  test.each([
    ["list_for_each_entry(a, b, c) {", "while              (a, b, c) {"],
    ["for_each_x(a)\n\tb();", "while     (a)\n\tb();"],
    ["if (x) for_each_x(a) for_each_y(b) c = d;", "if (x) while     (a) while     (b) c = d;"],
    ["my_guard(lock) {", "while   (lock) {"],
    ["loop_for(i = 0; i < n; i++) {", "for     (i = 0; i < n; i++) {"],
    ["with_creds() {", "while    (1) {"],
    ["for_each_x(a);", "for_each_x(a);"],
    ["foo(a)\n\tb();", "foo(a)\n\tb();"],
  ])("makes a loop of a macro with a statement: %s", (statement, expected) => {
    expect(rewriteBody(`${statement}\n}}`).split("\n}")[0]).toBe(expected);
  });

  test.each([
    ["case 1 ... 2:", "case 1 +   2:"],
    ["int a[] = { [1 ... 2] = 3 };", "int a[] = { [1 ... 2] = 3 };"],
    ['printk(KERN_ERR PFX "a");', 'printk(XERN_ERR_PFX "a");'],
    ['f("a" __stringify(B) "c");', 'f("a" X_stringify_B_ "c");'],
    ["f(10baseT_Full, 0x10UL, 1.5e3f, 40MHZ);", "f(X0baseT_Full, 0x10UL, 1.5e3f, X0MHZ);"],
    ["static DEFINE_X(a, b);", "Xtatic_DEFINE_X(a, b);"],
    ["int g(u32 a, struct b *c);", "int g(u32 a, struct b *c);"],
  ])("handles what else macros allow: %s", (statement, expected) => {
    expect(rewriteBody(statement)).toBe(expected);
  });
});

describe("applyMacroProfile on files", () => {
  test.each([
    ["static DEFINE_PER_CPU(struct x *, y);", "Xtatic_DEFINE_PER_CPU(Xtruct_x__, y);"],
    ['static X(a, __stringify(B) "c");', 'Xtatic_X(a, X_stringify_B_ "c");'],
    [
      'MODULE_PARM_DESC(a, "b" C "d");\nmodule_param(a, int, 0);',
      'MODULE_PARM_DESC(a, "b" C "d");\nmodule_param(a, Xnt, 0);',
    ],
    ["int f(struct x *, int);", "int f(struct x *, int);"],
    ["struct a {\n\tDECLARE_BITMAP(b, 3);\n\tint c;\n};", `struct a {\n\t${" ".repeat(21)}\n\tint c;\n};`],
    [
      "struct a b = {\n\tOPS(c, d)\n\t.e = f,\n#ifdef G\n\t.g = 1,\n#endif\n};",
      "struct a b = {\n\tOPS(c, d)\n,.e = f,\n        \n\t.g = 1,\n      \n};",
    ],
    ["#define a(b, c...) d(b, ##c)\n", "#define a(b,  ...) d(b, ##c)\n"],
  ])("handles macros outside of functions: %s", (text, expected) => {
    expect(rewrite(text)).toBe(expected);
  });

  test("preserves length and newlines, and is idempotent, on any text", () => {
    fc.assert(
      fc.property(fc.oneof(cLikeText, anyText), (text) => {
        const once = rewrite(text);
        expect(once.length).toBe(text.length);
        expect(once.replace(/[^\n]/g, " ")).toBe(text.replace(/[^\n]/g, " "));
        expect(rewrite(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("extendMacroProfile", () => {
  test("adds what the user names", () => {
    const profile = extendMacroProfile(kernelMacroProfile, {
      annotations: ["MY_API"],
      iterationPatterns: ["*_loop"],
    });
    expect(applyMacroProfile("int MY_API f(void) { my_loop(a) b(); }", profile)).toBe(
      "int        f(void) { while  (a) b(); }",
    );
    expect(extendMacroProfile(profile, JSON.parse(JSON.stringify(profile)))).toEqual(profile);
  });

  test.each([
    [null, "The macro profile must be"],
    [[], "The macro profile must be"],
    [{ annotation: [] }, "`annotation`"],
    [{ annotations: "x" }, "`annotations`"],
    [{ annotations: ["ok", 3] }, "`annotations[1]`"],
    [{ annotationsWithArgument: ["no space"] }, "`annotationsWithArgument[0]`"],
    [{ annotations: ["a*"] }, "`annotations[0]`"],
    [{ iterationPatterns: ["(a+)+$"] }, "`iterationPatterns[0]`"],
    [{ iterationPatterns: ["x".repeat(201)] }, "`iterationPatterns[0]`"],
  ])("refuses %j and names the field", (extra, field) => {
    try {
      extendMacroProfile(kernelMacroProfile, extra);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(KindredError);
      expect(error).toMatchObject({ code: "E_USAGE", message: expect.stringContaining(field) });
    }
  });
});
