import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CParser,
  commonInteger,
  createTypeScope,
  declareName,
  findAll,
  listFunctions,
  literalType,
  makeType,
  promoted,
  type TreeReader,
} from "../src/index.ts";

const FILE = `
#include <linux/thing.h>
#include "local.h"

struct chip {
	void __iomem *base;
	const char *name;
	u8 id[4];
	struct { unsigned int depth; } box;
	union { s16 low; u64 wide; };
	struct inner { int deep; } in, *next;
	u32 flag:3;
	int (*probe)(struct chip *chip, u32 value);
#ifdef A
	int unclear;
#else
	long unclear;
#endif
	const struct device *parent;
} __packed;

typedef struct chip chip_t;
static const char * const names[] = { "a", "b" };
static unsigned long state;
static DEFINE_MUTEX(lock);
__printf(1, 2) extern long log_it(const char *format, ...);

static inline struct chip *get_chip(int a)
{
	return NULL;
}

int f(struct chip *c, const struct chip *k, chip_t t, u16 *p, void *v, char *args[])
{
	u32 x = 1, *y __maybe_unused, z[3];
	bool b;
	int (*hook)(struct chip *v2, long x);
	{
		s64 x;
		use(INNER);
	}
	use(OUTER);
}
`;
const HEADERS: Readonly<Record<string, string>> = {
  "include/linux/thing.h":
    "#include <linux/deep.h>\nstruct thing { struct device dev; };\nint do_thing(struct thing *t);\n#define MACRO(x) (x)\n",
  "include/linux/deep.h":
    "struct device { struct device *parent; const char *init_name; };\nvoid *deep_get(struct device *d);\n",
  "drivers/x/local.h": '#include "../y/other.h"\nextern struct thing the_thing;\n',
  "drivers/y/other.h": "u8 other(void);\n",
};
const tree: TreeReader = { root: "/", readText: (path) => HEADERS[path], list: () => [] };

let parser: CParser;
beforeAll(async () => {
  parser = await CParser.create();
});
afterAll(() => parser.dispose());

/** The type of an expression that stands where `marker` is in `f`. */
function typeOf(expression: string, marker = "OUTER"): string | undefined {
  const text = FILE.replace(marker, expression);
  const span = listFunctions(text).find(({ name }) => name === "f");
  const parsed = parser.parseFunction(text.slice(span?.start, span?.end));
  expect(parsed.clean).toBe(true);
  const scope = createTypeScope(parsed, { file: { text, path: "drivers/x/a.c" }, tree });
  const call = findAll(parsed.root, "call_expression").find(
    (node) => parsed.sourceOf(node) === `use(${expression})`,
  );
  const argument = call?.childForFieldName("arguments")?.namedChild(0);
  const type = argument ? scope.typeOf(argument)?.text : "no argument";
  parsed.free();
  return type;
}

describe("typeOf", () => {
  test.each([
    ["1", "int"],
    ["-1", "int"],
    ["0xffffffff", "unsigned int"],
    ["4294967295", undefined],
    ["4294967295ULL", "unsigned long long"],
    ["1ULL", "unsigned long long"],
    ["010", "int"],
    ["'a'", "int"],
    ['"s"', "const char *"],
    ['"s" "t"', "const char *"],
    ["true", "bool"],
    ["NULL", "void *"],
    ["sizeof(x)", "size_t"],
    ["(const u8 *)v", "const u8 *"],
    ["(void __iomem *)v", "void __iomem *"],
  ])("literals and casts: %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });

  test.each([
    ["c", "struct chip *"],
    ["x", "u32"],
    ["y", "u32 *"],
    ["z", "u32 *"],
    ["*y", "u32"],
    ["z[1]", "u32"],
    ["&x", "u32 *"],
    ["&z", undefined],
    ["&p[1]", "u16 *"],
    ["b", "bool"],
    ["state", "unsigned long"],
    ["names", "const char * const *"],
    ["names[0]", "const char *"],
    ["hook", undefined],
    ["lock", undefined],
    ["nowhere", undefined],
    ["the_thing", "struct thing"],
    ["args", "char **"],
    ["*v", undefined],
  ])("names: %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });

  test.each([
    ["c->base", "void __iomem *"],
    ["c->id", "u8 *"],
    ["c->id[1]", "u8"],
    ["k->id", "const u8 *"],
    ["&k->low", "const s16 *"],
    ["k->base", "void __iomem *"],
    ["c->box.depth", "unsigned int"],
    ["c->box", undefined],
    ["c->depth", undefined],
    ["c->low", "s16"],
    ["c->in.deep", "int"],
    ["c->next->deep", "int"],
    ["c->flag", "u32"],
    ["c->probe", undefined],
    ["c->unclear", undefined],
    ["t.name", "const char *"],
    ["t->name", undefined],
    ["c.name", undefined],
    ["c->parent->parent->init_name", "const char *"],
    ["the_thing.dev.parent", "struct device *"],
    ["&the_thing.dev", "struct device *"],
    ["c->nothing", undefined],
  ])("members: %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("typeOf calls", () => {
  test.each([
    ["get_chip(1)", "struct chip *"],
    ["do_thing(v)", "int"],
    ["deep_get(v)", "void *"],
    ["other()", "u8"],
    ["log_it(v)", "long"],
    ["MACRO(1)", "int"],
    ["c->probe(c, 1)", "int"],
    ["(*c->probe)(c, 1)", "int"],
    ["hook(c, 1)", "int"],
    ["container_of(v, struct thing, dev)", "struct thing *"],
    ["min_t(u8, 1, 2)", "u8"],
  ])("calls: %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("typeOf operators and calls", () => {
  test.each([
    ["x + 1", "u32"],
    ["p[0] << 2", "int"],
    ["~x", "u32"],
    ["!c", "int"],
    ["x == 1", "int"],
    ["y + 1", "u32 *"],
    ["state | x", "unsigned long"],
    ["b ? x : 1", "u32"],
    ["b ? c : NULL", "struct chip *"],
    ["b ? c : v", "struct chip *"],
    ["b ? c : k", undefined],
    ["x = 2", "u32"],
    ["(x)", "u32"],
    ["x++", "u32"],
    ["state + t.wide", "u64"],
    ["c->flag + 1", "int"],
    ["x + state", "unsigned long"],
    ["p[0] + c->id[0]", "int"],
    ["1.5", undefined],
  ])("operators: %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("createTypeScope", () => {
  test("the innermost declaration in sight answers", () => {
    expect(typeOf("x", "INNER")).toBe("s64");
    expect(typeOf("x", "OUTER")).toBe("u32");
  });

  test("without file and tree, only the function's own declarations are known", () => {
    const parsed = parser.parseFunction("int f(struct chip *c)\n{\n\treturn g(c, c->name, state);\n}");
    const scope = createTypeScope(parsed);
    const list = findAll(parsed.root, "argument_list")[0];
    expect(list.namedChildren.map((node) => scope.typeOf(node)?.text)).toEqual([
      "struct chip *",
      undefined,
      undefined,
    ]);
    expect(scope.typeOfName("c", list)?.base).toBe("struct chip");
    parsed.free();
  });

  test("headers that include each other, or nothing, do no harm", () => {
    const loop: TreeReader = {
      root: "/",
      readText: (path) =>
        path.endsWith("a.h") ? '#include "a.h"\n#include "../../../etc/passwd"\n' : undefined,
      list: () => [],
    };
    const parsed = parser.parseFunction("int f(void)\n{\n\treturn g(h);\n}");
    const scope = createTypeScope(parsed, { file: { text: '#include "a.h"\n', path: "a.c" }, tree: loop });
    expect(scope.typeOf(findAll(parsed.root, "argument_list")[0].namedChildren[0])).toBeUndefined();
    parsed.free();
  });
});

test("declareName writes a declaration", () => {
  const parsed = parser.parseFunction(
    "void f(struct a *b, u32 c, const char * const *d)\n{\n\tg(b, c, d);\n}",
  );
  const scope = createTypeScope(parsed);
  const written = findAll(parsed.root, "argument_list")[0].namedChildren.map((node) => {
    const type = scope.typeOf(node);
    return type && declareName(type, "x");
  });
  expect(written).toEqual(["struct a *x", "u32 x", "const char * const *x"]);
  parsed.free();
});

describe("integer conversions", () => {
  test.each([
    ["u8", "s16", "int"],
    ["u32", "int", "u32"],
    ["unsigned int", "u32", "unsigned int"],
    ["u64", "u8", "u64"],
    ["u32", "long", undefined],
    ["u64", "unsigned long", "u64"],
    ["size_t", "unsigned long", "unsigned long"],
    ["size_t", "u32", "size_t"],
    ["size_t", "long", "unsigned long"],
    ["dma_addr_t", "u32", "dma_addr_t"],
    ["dma_addr_t", "unsigned long", undefined],
    ["long", "unsigned long", "unsigned long"],
    ["long long", "unsigned long", undefined],
    ["struct chip", "int", undefined],
  ])("%s and %s make %s", (a, b, common) => {
    expect(commonInteger(makeType(a), makeType(b))?.text).toBe(common);
    expect(commonInteger(makeType(b), makeType(a))?.text).toBe(common);
  });

  test("literals and narrow types", () => {
    expect(["1", "0x80000000", "1ULL", "1.0"].map((literal) => literalType(literal)?.text)).toEqual([
      "int",
      "unsigned int",
      "unsigned long long",
      undefined,
    ]);
    expect(promoted(makeType("const u8"))?.text).toBe("int");
    expect(promoted(makeType("u8", [false]))).toBeUndefined();
  });
});
