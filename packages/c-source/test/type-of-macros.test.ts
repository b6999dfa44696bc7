import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CParser, createTypeScope, declarationsOf, findAll, type TreeReader } from "../src/index.ts";

const HEADERS: Readonly<Record<string, string>> = {
  "include/linux/kinds.h": `
#include <asm/page.h>
#include <linux/types.h>
enum kind { RED, GREEN = 5, BLUE = GREEN + 1 };
enum level { LOW = -1, HIGH };
enum big { SMALL, HUGE = 0x80000000 };
enum odd { SET_BY_MACRO = MASK, AFTER };
typedef enum { ON, OFF } power_t;
#define likely_value(x) (x)
#define min(x, y) ({ typeof(x) _x = (x); typeof(y) _y = (y); (void)(&_x == &_y); _x < _y ? _x : _y; })
#define cmp(op, x, y) ({ __auto_type a_ = (x); __auto_type b_ = (y); cmp_##op(a_, b_); })
#define cmp_max(a, b) ((a) > (b) ? (a) : (b))
#define FIRST(x, ...) (x)
#define REST(x, ...) FIRST(__VA_ARGS__)
#define NAME(x) #x
#define REG(n) ((u32)(BIT(n) + 0 * (sizeof(struct { int : (-!!(n)); }))))
#define PLACE(n) MASK, (n), 4
#define WIDE _AC(1, UL)
#define _AC(x, y) x##y
#define MASK (WIDE << 12) /* a comment,
 over two lines */
#define STRING "a /* no comment */" "b"
#define SELF (SELF + 1)
#define LOOP_A LOOP_B
#define LOOP_B LOOP_A
#define field_of_two first.second
static inline int helper(struct pair *p, const char *name, unsigned int);
u8 twice(int a);
u8 twice(long a);
#ifdef CONFIG_A
#define EITHER 1
#define ALIKE 1
#else
#define EITHER 1UL
#define ALIKE 2
#endif
#define TWICE(a) CALLED(a)
#define CALLED(a) twice(a)
struct pair { struct { u16 second; } first; u32 wide : 32; unsigned long long long_bits : 40; };
typedef struct pair *pair_t;
typedef int (*callback_t)(struct pair *p);
struct ops { callback_t call; int (*plain)(void); u8 grid[3][4]; };
extern struct ops ops;
`,
  "include/linux/types.h":
    "typedef unsigned int gfp_like;\ntypedef __u32 __bitwise __be32;\ntypedef gfp_like again;\n",
  "include/asm-generic/page.h": "#define PAGE_SIZE (1UL << 12)\n",
  "drivers/shared/common.h": "#define SHARED 3U\n#define BIT(n) (1 << (n))\n",
};
const tree: TreeReader = { root: "/", readText: (path) => HEADERS[path], list: () => [] };
const HEAD =
  '#include <linux/kinds.h>\n#include "common.h"\n#define OWN (RED | 0x10u)\nstatic struct pair own;\n';
const FUNCTION = `int f(struct pair *p, pair_t alias, enum kind kind, enum level level, enum big big, power_t power, again g, __be32 be, u8 b, u64 w, struct ops *o, callback_t cb)
{
	use(OUTER);
}`;

let parser: CParser;
beforeAll(async () => {
  parser = await CParser.create();
});
afterAll(() => parser.dispose());

function typeOf(expression: string, head = HEAD): string | undefined {
  const text = FUNCTION.replace("OUTER", () => expression);
  const parsed = parser.parseFunction(text);
  expect(parsed.clean).toBe(true);
  const file = { text: head + text, path: "drivers/x/a.c", includePaths: ["drivers/shared"] };
  const scope = createTypeScope(parsed, { file, tree });
  const call = findAll(parsed.root, "call_expression").find((node) =>
    parsed.sourceOf(node).startsWith("use("),
  );
  const argument = call?.childForFieldName("arguments")?.namedChild(0);
  const type = argument ? scope.typeOf(argument)?.text : "no argument";
  parsed.free();
  return type;
}

describe("macros are typed by their definitions", () => {
  test.each([
    ["PAGE_SIZE", "unsigned long"],
    ["MASK", "unsigned long"],
    ["STRING", "const char *"],
    ["OWN", "unsigned int"],
    ["SHARED", "unsigned int"],
    ["likely_value(b)", "u8"],
    ["min(w, 1ULL)", "unsigned long long"],
    ["cmp(max, b, 1)", "int"],
    ["FIRST(b, 1, 2)", "u8"],
    ["REST(b, w, 2)", "u64"],
    ["NAME(b)", "const char *"],
    ["REG(3)", "u32"],
    ["p->field_of_two", "u16"],
    ["TWICE(1)", "u8"],
    ["ALIKE", "int"],
  ])("%s: %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });

  test("the driver's own definition goes before what is known of the kernel's", () => {
    expect(typeOf("BIT(3)")).toBe("int");
    expect(typeOf("BIT(3)", "#include <linux/kinds.h>\n")).toBe("unsigned long");
  });

  test.each([["EITHER"], ["SELF"], ["LOOP_A"], ["NOWHERE"], ["likely_value"], ["STRING * w"], ["PLACE(3)"]])(
    "not known: %s",
    (expression) => {
      expect(typeOf(expression)).toBeUndefined();
    },
  );

  test("a macro that grows without end is given up", () => {
    const bomb = Array.from({ length: 40 }, (_, i) => `#define B${i} (B${i + 1} + B${i + 1})\n`).join("");
    expect(typeOf("B0", bomb)).toBeUndefined();
    const deep = Array.from({ length: 5000 }, (_, i) => `#define D${i} (D${i + 1})\n`).join("");
    expect(typeOf("D0", `${deep}#define D5000 1\n`)).toBeUndefined();
  });
});

describe("enums, typedefs, bit-fields and pointers to functions", () => {
  test.each([
    ["RED", "int"],
    ["BLUE", "int"],
    ["LOW", "int"],
    ["ON", "int"],
    ["HUGE", undefined],
    ["SMALL", undefined],
    ["AFTER", undefined],
    ["kind", "enum kind"],
    ["kind + 1", "unsigned int"],
    ["level + 1", "int"],
    ["big + 1", undefined],
    ["power", "power_t"],
    ["power | 0", "unsigned int"],
    ["g", "again"],
    ["g | 1", "again"],
    ["~be", "__be32"],
    ["alias->first.second", "u16"],
    ["alias", "pair_t"],
    ["*alias", "struct pair"],
    ["p->wide + 1", "u32"],
    ["p->long_bits + 1", undefined],
    ["o->call(p)", "int"],
    ["o->plain()", "int"],
    ["cb(p)", "int"],
    ["o->plain", undefined],
    ["o->grid", undefined],
    ["o->grid[1]", undefined],
    ["ops.call(&own)", "int"],
    ["(u32)b", "u32"],
    ["((u32)(b))", "u32"],
    ["(again)-b", "again"],
    ["(struct pair){ }", "struct pair"],
    ["sizeof(struct pair) * 2", "size_t"],
    ["b ?: w", "u64"],
    ["b ? kind : kind", "unsigned int"],
  ])("%s: %s", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

test("declarationsOf tells a function's parameters, where its declarations agree", () => {
  const declarations = declarationsOf({ text: HEAD, path: "drivers/x/a.c" }, tree);
  const written = (name: string) =>
    declarations.parameters(name)?.map((parameter) => [parameter.type?.text, parameter.name]);
  expect(written("helper")).toEqual([
    ["struct pair *", "p"],
    ["const char *", "name"],
    ["unsigned int", ""],
  ]);
  expect(written("twice")).toBeUndefined();
  expect(written("nothing")).toBeUndefined();
  expect(declarations.result("twice")?.text).toBe("u8");
});
