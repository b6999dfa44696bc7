import { beforeAll, describe, expect, test } from "vitest";
import type { CPattern } from "../src/index.ts";
import { createEngine, type Engine } from "./support/transform.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});

/** Source of every match of a pattern in a function with this body. */
function matches(body: string, make: (c: Engine["api"]["c"]) => CPattern): string[] {
  let found: string[] = [];
  engine.rewrite(`static int f(struct a *a)\n{\n${body}\n}\n`, (file, { c }) => {
    found = file.find(make(c)).map((node) => node.text);
  });
  return found;
}

describe("matching", () => {
  test("layout and comments do not count", () => {
    expect(matches("\tx=g( a,/* why */ 1 ) ;", (c) => c.stmt`x = g($p, 1);`)).toEqual([
      "x=g( a,/* why */ 1 ) ;",
    ]);
  });

  test("spelling, operators and literals count", () => {
    const body = "\tx = g(a, 1);\n\tx = g(a, 2);\n\tx += g(a, 1);\n\ty = g(a, 1);\n\tx = h(a, 1);";
    expect(matches(body, (c) => c.stmt`x = g(a, 1);`)).toEqual(["x = g(a, 1);"]);
  });

  test("a name used twice takes equal source, modulo layout", () => {
    const body = "\tif (a->b) kfree(a ->b);\n\tif (a->b) kfree(a->c);";
    expect(matches(body, (c) => c.stmt`if ($x) kfree($x);`)).toEqual(["if (a->b) kfree(a ->b);"]);
  });

  test("a run takes any number of arguments, none included", () => {
    const body = "\tp();\n\tp(1);\n\tp(1, 2, 3);\n\tq(1);";
    expect(matches(body, (c) => c.expr`p($...args)`)).toEqual(["p()", "p(1)", "p(1, 2, 3)"]);
    expect(matches(body, (c) => c.expr`p($first, $...args)`)).toEqual(["p(1)", "p(1, 2, 3)"]);
    expect(matches(body, (c) => c.expr`p($...args, 3)`)).toEqual(["p(1, 2, 3)"]);
  });

  test("statements follow each other, with room where the pattern gives it", () => {
    const body = "\tlock(a);\n\tg(a);\n\th(a);\n\tunlock(a);";
    expect(matches(body, (c) => c.stmt`lock($l); unlock($l);`)).toEqual([]);
    expect(matches(body, (c) => c.stmt`lock($l); $...inside; unlock($l);`)).toEqual([body.trim()]);
  });

  test("declarations bind types and names", () => {
    const body = "\tstruct resource *res = NULL;\n\tint i;";
    expect(matches(body, (c) => c.decl`struct $type *$name = NULL;`)).toEqual([
      "struct resource *res = NULL;",
    ]);
  });

  test("annotations of the macro profile are layout", () => {
    expect(matches("\tvoid __iomem *base = g();", (c) => c.decl`void *$b = g();`)).toHaveLength(1);
  });

  test("an iterating macro matches itself and no other, nor the loop it is parsed as", () => {
    const body = "\tlist_for_each_entry(p, h, l) {\n\t\tg(p);\n\t}\n\twhile (p, h, l) {\n\t\tg(p);\n\t}";
    expect(matches(body, (c) => c.stmt`while ($...args) { $...b; }`)).toHaveLength(1);
    expect(matches(body, (c) => c.stmt`list_for_each_entry($...args) { $...b; }`)).toHaveLength(1);
    expect(matches(body, (c) => c.stmt`list_for_each_safe($...args) { $...b; }`)).toHaveLength(0);
  });

  test("types as arguments of macros match modulo layout, and not each other", () => {
    const body =
      "\ta = container_of(p, struct  x, m);\n\tb = container_of(p, union x, m);\n\tc = va_arg(p, u32 *);";
    expect(matches(body, (c) => c.expr`container_of($p, struct x, $m)`)).toHaveLength(1);
    expect(matches(body, (c) => c.expr`va_arg(p, u32 *)`)).toHaveLength(1);
    expect(matches(body, (c) => c.expr`va_arg(p, u32)`)).toHaveLength(0);
  });

  test("a range of cases is no sum", () => {
    const body = "\tswitch (a) {\n\tcase 1 ... 2:\n\t\tg();\n\t}";
    expect(matches(body, (c) => c.stmt`switch (a) { case 1 ... 2: $...x; }`)).toHaveLength(1);
    expect(matches(body, (c) => c.stmt`switch (a) { case 1 + 2: $...x; }`)).toHaveLength(0);
  });

  test("functions match whole, outside code by findOutside", () => {
    const text = "int a(void)\n{\n\treturn g();\n}\n\nint b(void)\n{\n\treturn 1;\n}\nmodule_init(a);\n";
    engine.rewrite(text, (file, { c }) => {
      expect(file.find(c.func`int $name(void) { return g(); }`).map((m) => m.get("name").text)).toEqual([
        "a",
      ]);
      expect(file.findOutside(c.stmt`module_init($fn);`).map((m) => m.get("fn").text)).toEqual(["a"]);
    });
  });

  test("interpolated text, patterns and metavariables are part of the pattern", () => {
    expect(
      matches("\tx = g(a);\n\ty = g(b);", (c) => c.stmt`${c.meta("v")} = ${c.expr`g($p)`};`),
    ).toHaveLength(2);
    expect(matches("\tx = g(a);\n\ty = g(b);", (c) => c.stmt`${"y"} = g(${c.meta("p", "run")});`)).toEqual([
      "y = g(b);",
    ]);
  });

  test("backslashes of C stay as written", () => {
    expect(matches('\tp("a\\n");\n\tp("b");', (c) => c.expr`p("a\n")`)).toEqual(['p("a\\n")']);
  });

  test("what cannot be a pattern says so", () => {
    const { c } = engine.api;
    expect(() => c.expr`g(`).toThrow(/`g\(` is no C expression/);
    expect(() => c.stmt`$x`).toThrow(/no C statements|starts with a gap/);
    expect(() => c.expr`$x`).toThrow(/starts with a gap/);
    expect(() => c.expr`a; b`).toThrow(/more than one expression/);
    expect(() => c.decl`a = b;`).toThrow(/no declaration/);
    expect(() => c.stmt``).toThrow(/is empty/);
  });
});

describe("nodes", () => {
  test("neighbours, parents and fields skip comments", () => {
    const text = "int f(void)\n{\n\tg(1);\n\t/* between */\n\tif (a)\n\t\th(2);\n\treturn 0;\n}\n";
    engine.rewrite(text, (file, { c }) => {
      const first = file.find(c.stmt`g(1);`).at(0)!;
      expect(first.next?.kind).toBe("if_statement");
      expect(first.next?.previous?.text).toBe("g(1);");
      expect(first.line).toBe(3);
      const call = file.find(c.expr`h($x)`);
      expect(call.closest("if_statement").at(0)?.field("condition")?.text).toBe("(a)");
      expect(call.at(0)!.get("x").text).toBe("2");
      expect(() => call.at(0)!.get("y")).toThrow(/no metavariable `\$y`/);
      expect(file.functionOf(first)?.name).toBe("f");
    });
  });
});
