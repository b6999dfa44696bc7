import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CParser,
  declaredName,
  extendMacroProfile,
  findAll,
  functionName,
  kernelMacroProfile,
  namedChildrenOf,
  parametersOf,
  soleFunction,
  walk,
} from "../src/index.ts";
import { uncoveredTokens } from "./uncovered-tokens.ts";

let parser: CParser;
beforeAll(async () => {
  parser = await CParser.create();
});
afterAll(() => parser.dispose());

describe("CParser", () => {
  test("parses a function and knows its parts", () => {
    const parsed = parser.parseFunction("static struct a *f(int b, char (*c)[3])\n{\n\treturn g(b);\n}");
    const definition = soleFunction(parsed.root);
    expect(parsed.clean).toBe(true);
    expect(definition && functionName(definition)).toBe("f");
    const parameters = definition ? parametersOf(definition) : [];
    expect(parameters.map((each) => declaredName(each.childForFieldName("declarator"))?.text)).toEqual([
      "b",
      "c",
    ]);
    expect(findAll(parsed.root, "call_expression").map((node) => node.text)).toEqual(["g(b)"]);
    parsed.free();
  });

  test("gives the original text of what the profile rewrote", () => {
    const text = "void f(void)\n{\n\tlist_for_each_entry(a, &b, c) {\n\t\td(e, struct g *);\n\t}\n}";
    const parsed = parser.parseFunction(text);
    const loop = findAll(parsed.root, ["while_statement"])[0];
    expect(parsed.clean).toBe(true);
    expect(parsed.rewritten).not.toBe(text);
    expect(parsed.sourceOf(loop.child(0) ?? loop)).toBe("list_for_each_entry");
    expect(parsed.sourceOf(loop)).toBe(text.slice(text.indexOf("list"), text.lastIndexOf("\n}")));
    const call = findAll(parsed.root, "call_expression")[0];
    expect(
      namedChildrenOf(call.childForFieldName("arguments") ?? call).map((each) => parsed.sourceOf(each)),
    ).toEqual(["e", "struct g *"]);
    parsed.free();
  });

  test("gives the original text of types over two lines and of case ranges", () => {
    const text =
      "void f(void)\n{\n\tg(struct\n\t  a *, b);\n\tswitch (c) {\n\tcase 1 ... 2:\n\t\tbreak;\n\t}\n}";
    const parsed = parser.parseFunction(text);
    expect(parsed.clean).toBe(true);
    const list = findAll(parsed.root, "argument_list")[0];
    expect(namedChildrenOf(list).map((each) => parsed.sourceOf(each))).toEqual(["struct\n\t  a *", "b"]);
    const range = findAll(parsed.root, "binary_expression")[0];
    expect([parsed.sourceOf(range), parsed.sourceOf(range.child(1) ?? range)]).toEqual(["1 ... 2", "..."]);
    parsed.free();
  });

  test("leaves no token out of the tree but those it blanks", () => {
    const text = `static int __init f(void __iomem *p) __must_hold(&a->b)
{
	static DEFINE_X(a, struct b *);
	struct c *d = container_of(e, struct\n		c, g);
	list_for_each_entry(h, &i, j)
		for_each_k(l) { printk(KERN_ERR PFX "m" __stringify(N) "o\\n", 10baseT); }
	switch (offsetof(struct c, g.h[1])) {
	case 1 ... 2: return min_t(unsigned int, 'x', sizeof(*d));
	}
#ifdef Q
	return -1;
#endif
}`;
    const parsed = parser.parseFunction(text);
    expect(parsed.clean).toBe(true);
    expect(uncoveredTokens(parsed)).toEqual([]);
    parsed.free();
  });

  test("tells of errors and missing tokens", () => {
    for (const text of ["int f(void)\n{\n\ta b c;\n}", "int f(void)\n{\n\ta = b\n}", "int f(void)\n{\n"]) {
      const parsed = parser.parseFunction(text);
      expect(parsed.clean).toBe(false);
      parsed.free();
    }
  });

  test("takes the first live branch when branches hold halves of statements", () => {
    const text = "int f(void)\n{\n#ifdef A\n\tif (b) {\n#else\n\tif (c) {\n#endif\n\t\td();\n\t}\n}";
    const parsed = parser.parseFunction(text);
    expect(parsed.clean).toBe(true);
    expect(findAll(parsed.root, "if_statement").map((node) => parsed.sourceOf(node).split("\n")[0])).toEqual([
      "if (b) {",
    ]);
    parsed.free();
  });

  test("keeps whole branches, which the grammar knows, as nodes", () => {
    const parsed = parser.parseFunction("int f(void)\n{\n#ifdef A\n\ta();\n#else\n\tb();\n#endif\n}");
    expect(parsed.clean).toBe(true);
    expect(findAll(parsed.root, "call_expression")).toHaveLength(2);
    parsed.free();
  });

  test("uses the profile it is given", async () => {
    const text = "static MY_API int f(void)\n{\n}";
    const own = await CParser.create({
      profile: extendMacroProfile(kernelMacroProfile, { annotations: ["MY_API"] }),
    });
    const [plain, extended] = [parser.parseFunction(text), own.parseFunction(text)];
    expect([plain.clean, extended.clean]).toEqual([false, true]);
    plain.free();
    extended.free();
    own.dispose();
  });
});

describe("CParser on much text", () => {
  test("parses far more than tree-sitter's buffer of 32 KB", () => {
    const text = `int f(void)\n{\n${"\ta = b + c; /* d\xe9 */\n".repeat(8000)}}\n`;
    const parsed = parser.parseFunction(text);
    expect(parsed.clean).toBe(true);
    expect(parsed.root.endIndex).toBe(text.length);
    const statements = findAll(parsed.root, "expression_statement");
    expect(statements).toHaveLength(8000);
    expect(parsed.sourceOf(statements[7999])).toBe("a = b + c;");
    parsed.free();
  });

  test("walks in the order of the text and stops where told", () => {
    const parsed = parser.parseSource("int a; int f(void) { g(h(1)); }");
    const types: string[] = [];
    walk(parsed.root, (node) => {
      if (node.isNamed) types.push(node.type);
      return node.type !== "declaration" && node.type !== "function_declarator";
    });
    expect(types.slice(0, 5)).toEqual([
      "translation_unit",
      "declaration",
      "function_definition",
      "primitive_type",
      "function_declarator",
    ]);
    expect(types.filter((type) => type === "call_expression")).toHaveLength(2);
    parsed.free();
  });

  test("frees its trees: memory stays flat", () => {
    const text = `int f(int a)\n{\n${'\tif (a)\n\t\treturn b(a, "c");\n'.repeat(40)}}`;
    const round = (): void => {
      for (let i = 0; i < 500; i++) parser.parseFunction(text).free();
    };
    round();
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 5; i++) round();
    // Trees that stayed would take some 160 MB.
    expect(process.memoryUsage().rss - before).toBeLessThan(64 << 20);
  });
});

describe("CParser.create", () => {
  test("says which file is missing", async () => {
    const { locateWasm } = await import("../src/parser/locate-wasm.ts");
    const nowhere = pathToFileURL("/nowhere/at/all/");
    expect(() => locateWasm(nowhere, import.meta.url)).toThrow(/web-tree-sitter\.wasm.* is missing/);
    expect(locateWasm(undefined, import.meta.url).grammar).toMatch(/tree-sitter-c\.wasm$/);
  });
});
