/** Helpers that another source defines: what they do there must be what the caller did before. */
import { type PatchVerdict, type ProveRequest, proveSeries } from "@kindred/proof";
import { describe, expect, it } from "vitest";
import { hasClang } from "./pairs/compile-pair.ts";
import { HEADER, plainTree } from "./support/plain-tree.ts";
import { type Change, patchName, requestFor, writeFiles, writeSeries } from "./support/scratch-tree.ts";

interface Case {
  readonly name: string;
  /** What stands in front of the functions of each file. */
  readonly one?: string;
  readonly two?: string;
  /** The body of the function that both files have before, and of that which the fold keeps. */
  readonly body: string;
  readonly kept?: string;
}

const WAIT = "for (i = 0; i < 10; i++)\n\t\tif (read_reg(one->regs, 0x20))\n\t\t\treturn 0;\n\treturn -110;";

const EQUAL: readonly Case[] = [
  { name: "the same text", body: WAIT },
  { name: "the same macro", one: "#define BIT 1\n", two: "#define BIT 1\n", body: "return one->mode | BIT;" },
  { name: "a string", body: 'report("waiting");\n\treturn 0;' },
  {
    name: "the same static function",
    one: "static inline int check(int a) { return a & 4; }\n",
    two: "static inline int check(int a) { return a & 4; }\n",
    body: "return check(one->mode);",
  },
  {
    name: "a header's function that the caller uses elsewhere too",
    two: "int two_more(struct one *one) { return wait_for(one, 1) + wait_for(one, 2); }\n",
    body: "return wait_for(one, 4);",
  },
  {
    name: "beside an exit function",
    one: `static void one_exit(void) { report("exit"); }
void cleanup_module(void) __attribute__((alias("one_exit")));
static void *__attribute__((used)) __UNIQUE_ID___addressable_cleanup_module1 = (void *)&cleanup_module;
`,
    body: "return one->mode;",
  },
  { name: "a variable of the module", body: "return module_state + one->mode;" },
];

const DIFFERENT: readonly Case[] = [
  { name: "another constant", body: WAIT, kept: WAIT.replace("10", "11") },
  { name: "another macro", one: "#define BIT 1\n", two: "#define BIT 2\n", body: "return one->mode | BIT;" },
  {
    name: "another static function",
    one: "static inline int check(int a) { return a & 4; }\n",
    two: "static inline int check(int a) { return a & 8; }\n",
    body: "return check(one->mode);",
  },
  { name: "a counter of its own", body: "static int count;\n\n\treturn ++count;" },
  {
    name: "a flag that the header's macro hides",
    body: "WARN_ONE(one->mode);\n\treturn 0;",
  },
  {
    name: "a static variable of the file",
    one: "static int state;\nint one_state(void) { return state++; }\n",
    two: "static int state;\nint two_state(void) { return state++; }\n",
    body: "return state;",
  },
  {
    name: "a static variable that the other file has for all",
    one: "static int state;\nint one_state(void) { return state++; }\n",
    two: "int state;\n",
    body: "return state;",
  },
  {
    name: "a struct of another shape",
    one: "struct row { int a, b; };\n",
    two: "struct row { int b, a; };\n",
    body: "return ((struct row *)one->regs)->a;",
  },
  { name: "the address of its lock class", body: "lock_init(&one->mode);\n\treturn 0;" },
];

const COMMON = HEADER.replace(
  "int one_start",
  `void report(const char *text);
static inline int wait_for(struct one *one, unsigned int bit)
{
	int i, seen = 0;

	for (i = 0; i < 10; i++) {
		seen |= read_reg(one->regs, 0x20);
		write_reg(one->regs, 0x24, seen | bit);
		if (bit > 1 && (seen & bit))
			write_reg(one->regs, 0x28, seen);
		if (read_reg(one->regs, 0x2c) & bit) {
			report("done");
			write_reg(one->regs, 0x30, bit);
			return read_reg(one->regs, 0x34);
		}
		report("again");
	}
	return -110;
}
void set_class(unsigned int *lock, int *key);
extern int module_state;
#define WARN_ONE(c) do { static int warned; if ((c) && !warned) { warned = 1; report("one"); } } while (0)
#define lock_init(l) do { static int key; set_class((l), &key); } while (0)
int one_start`,
);

const driver = (name: string, body: string): string =>
  `static int ${name}_wait(struct one *one)\n{\n\tint i __attribute__((unused));\n\n\t${body}\n}\n\n`;
const start = (name: string, callee: string): string =>
  `int ${name}_start(struct one *one)\n{\n\treturn ${callee}(one) + 1;\n}\n`;

/** Before, both files have the function; afterwards the second calls that of the first. */
function foldOf({ name, one = "", two = "", body, kept = body }: Case, base: Bases): Change {
  const shared = `/* ${name} */\n${driver("one", kept).replace("static int one_wait", "int common_wait")}`;
  return {
    name,
    file: "drivers/two.c",
    from: base.two,
    to: `#include "one.h"\n${two}${start("two", "common_wait")}`,
    more: [
      {
        file: "drivers/one.h",
        from: COMMON,
        to: COMMON.replace("int one_start", "int common_wait(struct one *one);\nint one_start"),
      },
      {
        file: "drivers/one.c",
        from: base.one,
        to: `#include "one.h"\n${one}${shared}${start("one", "common_wait")}`,
      },
    ],
  };
}

interface Bases {
  readonly one: string;
  readonly two: string;
}

async function prove(test: Case, more: Partial<ProveRequest> = {}): Promise<PatchVerdict> {
  const { one = "", two = "", body, kept = body } = test;
  const base = {
    one: `#include "one.h"\n${one}${driver("one", kept)}${start("one", "one_wait")}`,
    two: `#include "one.h"\n${two}${driver("two", body)}${start("two", "two_wait")}`,
  };
  const tree = plainTree();
  writeFiles(tree, { "drivers/one.h": COMMON, "drivers/one.c": base.one, "drivers/two.c": base.two });
  const series = await writeSeries([foldOf(test, base)]);
  const facts = {
    patch: patchName(0, test.name),
    helpers: ["common_wait"],
    removedFunctions: ["one_wait", "two_wait"],
  };
  const { patches } = await proveSeries(requestFor(tree, series, [facts], more));
  return patches[0]!;
}

async function levelOf(test: Case): Promise<string> {
  const { files } = await prove(test);
  return files.find(({ file }) => file === "drivers/two.c")!.level;
}

describe.skipIf(!hasClang)("a helper that another source defines", () => {
  it.each(EQUAL)("is followed there: $name", async (test) => {
    expect(await levelOf(test)).toBe("equivalent");
  });

  it.each(DIFFERENT)("is told apart: $name", async (test) => {
    expect(await levelOf(test)).toBe("builds");
  });

  it("has its mistakes told apart", async () => {
    const { level, mutants } = await prove(EQUAL[0]!, { mutants: { seed: "1" } });
    expect(level).toBe("equivalent");
    expect(mutants).toMatchObject({ blind: [], survivors: [] });
    expect(mutants!.toldApart).toBeGreaterThanOrEqual(10);
  });
});
