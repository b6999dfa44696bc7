import { beforeAll, describe, expect, test } from "vitest";
import { createEngine, type Engine } from "./support/transform.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});

const TEXT = `// SPDX-License-Identifier: GPL-2.0
#include <linux/io.h>
#ifdef CONFIG_LAMP
#include "lamp.h"
#endif
#include "bulb.h"

#define LAMP 1

/**
 * lamp_on() - Switches on.
 */
static int lamp_on(struct lamp *lamp)
{
	return lamp_write(lamp, 1);
}

static int lamp_off(struct lamp *lamp)
{
	return lamp_write(lamp, 0);
}
`;

describe("functions by name", () => {
  test("replaceWith keeps the comment above unless told", () => {
    const kept = engine.rewrite(TEXT, (file) =>
      file.functionNamed("lamp_on").replaceWith("int lamp_on(void)\n{\n}\n"),
    );
    expect(kept).toContain(" */\nint lamp_on(void)\n{\n}\n\nstatic int lamp_off");
    const gone = engine.rewrite(TEXT, (file) =>
      file.functionNamed("lamp_on").replaceWith("int lamp_on(void)\n{\n}", { withComment: true }),
    );
    expect(gone).toContain("#define LAMP 1\n\nint lamp_on(void)\n{\n}\n\nstatic int lamp_off");
  });

  test("remove takes the comment above and the blank line left over", () => {
    expect(engine.rewrite(TEXT, (file) => file.functionNamed("lamp_on").remove())).toContain(
      "#define LAMP 1\n\nstatic int lamp_off",
    );
    expect(engine.rewrite(TEXT, (file) => file.functionNamed("lamp_off").remove())).toMatch(/\n}\n$/);
    expect(
      engine.rewrite(TEXT, (file) => file.functionNamed("lamp_on").remove({ keepComment: true })),
    ).toContain(" */\n\nstatic int lamp_off");
  });

  test("a missing or doubled name stops the file with both named", () => {
    expect(() => engine.rewrite(TEXT, (file) => file.functionNamed("lamp").remove())).toThrow(
      /x\.c defines `lamp` nowhere/,
    );
    expect(() => engine.rewrite(TEXT + TEXT, (file) => file.functionNamed("lamp_on").remove())).toThrow(
      /2 times/,
    );
  });

  test("insertBeforeFunction, insertAfterFunction, insertAfterIncludes, append", () => {
    const result = engine.rewrite(TEXT, (file) => {
      file.insertBeforeFunction("lamp_on", "int first;");
      file.insertAfterFunction("lamp_on", "int second;\n");
      file.insertAfterIncludes('#include "new.h"');
      file.append("int last;");
    });
    expect(result).toContain('#include "bulb.h"\n#include "new.h"\n\n#define');
    expect(result).toContain("#define LAMP 1\n\nint first;\n\n/**\n * lamp_on()");
    expect(result).toContain("}\n\nint second;\n\nstatic int lamp_off");
    expect(result).toMatch(/}\n\nint last;\n$/);
  });

  test.each([
    [
      "sorted",
      "#include <linux/a.h>\n#include <linux/c.h>\n",
      "#include <linux/a.h>\n#include <linux/b.h>\n#include <linux/c.h>\n",
    ],
    [
      "unsorted",
      "#include <linux/c.h>\n#include <linux/a.h>\n",
      "#include <linux/c.h>\n#include <linux/a.h>\n#include <linux/b.h>\n",
    ],
    ["ahead of the file's own", '#include "z.h"\n', '#include <linux/b.h>\n#include "z.h"\n'],
    [
      "in the block of its folder",
      "#include <linux/a.h>\n\n#include <asm/x.h>\n",
      "#include <linux/a.h>\n#include <linux/b.h>\n\n#include <asm/x.h>\n",
    ],
    ["once", "#include <linux/b.h> /* b */\n", "#include <linux/b.h> /* b */\n"],
    [
      "not under a condition",
      "#ifdef X\n#include <linux/b.h>\n#endif\n#include <linux/c.h>\n",
      "#ifdef X\n#include <linux/b.h>\n#endif\n#include <linux/b.h>\n#include <linux/c.h>\n",
    ],
    [
      "inside the include guard",
      "#ifndef G\n#define G\n\nint a;\n\n#endif\n",
      "#ifndef G\n#define G\n\n#include <linux/b.h>\n\nint a;\n\n#endif\n",
    ],
    [
      "of a guarded header",
      "#ifndef G\n#define G\n#include <linux/a.h>\n#endif\n",
      "#ifndef G\n#define G\n#include <linux/a.h>\n#include <linux/b.h>\n#endif\n",
    ],
  ])("addInclude: %s", (_, text, after) => {
    expect(engine.rewrite(text, (file) => file.addInclude("<linux/b.h>"))).toBe(after);
  });

  test("addInclude puts the file's own behind those of the kernel", () => {
    const add = (text: string): string => engine.rewrite(text, (file) => file.addInclude('"b.h"'));
    expect(add("/* a */\n#include <linux/z.h>\nint x;\n")).toBe(
      '/* a */\n#include <linux/z.h>\n\n#include "b.h"\nint x;\n',
    );
    expect(add('#include "a.h"\n#include "c.h"\n')).toBe('#include "a.h"\n#include "b.h"\n#include "c.h"\n');
    expect(add("int f(void)\n{\n}\n#include <late.h>\n")).toBe(
      '#include "b.h"\n\nint f(void)\n{\n}\n#include <late.h>\n',
    );
  });

  test("insertAfterIncludes without an include goes behind the comments at the head", () => {
    expect(engine.rewrite("/* a */\n\nint x;\n", (file) => file.insertAfterIncludes('#include "n.h"'))).toBe(
      '/* a */\n\n#include "n.h"\nint x;\n',
    );
  });

  test("replaceText wants the count it was written for", () => {
    expect(
      engine.rewrite(TEXT, (file) => file.replaceText("lamp_write", "bulb_write", { count: 2 })),
    ).not.toContain("lamp_write");
    expect(() => engine.rewrite(TEXT, (file) => file.replaceText("lamp_write", "bulb_write"))).toThrow(
      /2 times, not 1/,
    );
    expect(() => engine.rewrite(TEXT, (file) => file.replaceText("", "x"))).toThrow(/0 times/);
  });
});

describe("locals", () => {
  const withLocals = (body: string): string => `int f(struct a *a)\n{\n${body}}\n`;
  const prune = (text: string, names: string[]): string =>
    engine.rewrite(text, (file, { c }) => {
      file.find(c.stmt`gone($...args);`).remove();
      file.functionNamed("f").removeUnusedLocals(names);
    });

  test("go when the edits leave them unused", () => {
    const text = withLocals("\tint i, *p = a->p, k;\n\n\tgone(i, p);\n\treturn k;\n");
    expect(prune(text, ["i", "p", "k"])).toBe(withLocals("\tint k;\n\n\treturn k;\n"));
    expect(prune(text, ["p"])).toBe(withLocals("\tint i, k;\n\n\treturn k;\n"));
  });

  test("go with the blank line behind the last declaration", () => {
    expect(prune(withLocals("\tint i;\n\n\tgone(i);\n\treturn 0;\n"), ["i"])).toBe(
      withLocals("\treturn 0;\n"),
    );
  });

  test("go one after the other when one is the other's value", () => {
    const text = withLocals("\tint *p = a->p;\n\tint i = *p;\n\n\tgone(i);\n\treturn 0;\n");
    expect(prune(text, ["i", "p"])).toBe(withLocals("\treturn 0;\n"));
  });

  test.each([
    ["used elsewhere", "\tint i = 0;\n\n\tgone(i);\n\treturn i;\n"],
    ["initialised by a call", "\tint i = g(a);\n\n\tgone(i);\n\treturn 0;\n"],
    ["used in another #if branch", "\tint i = 0;\n\n\tgone(i);\n#if 0\n\th(i);\n#endif\n\treturn 0;\n"],
    [
      "declared twice",
      "\tint i = 0;\n\n\tgone(i);\n\tif (a) {\n\t\tint i = 0;\n\n\t\tg(i);\n\t}\n\treturn 0;\n",
    ],
  ])("stay when %s", (_, body) => {
    expect(prune(withLocals(body), ["i"])).toContain("int i");
  });
});

test("a function that the parser does not understand is named and left alone", () => {
  const text = "int f(void)\n{\n\tif (a)) {\n\t\tg();\n\t}\n}\n\nint h(void)\n{\n\tg();\n\treturn 0;\n}\n";
  const { edits, unparsed } = engine.run(text, (file, { c }) => {
    file.find(c.stmt`g();`).replaceWith("k();");
  });
  expect(unparsed).toEqual(["f"]);
  expect(edits).toHaveLength(1);
});

test("words are counted in code and directives only", () => {
  const text = '#define X x\nint x; /* x */ // x\nchar *s = "x \\" x", c = \'x\';\nint xx, x;\n"x\nx /* x';
  engine.rewrite(text, (file) => expect(file.countWord("x")).toBe(4));
});

describe("hostile text", () => {
  const pattern = (text: string): string =>
    engine.rewrite(text, (file, { c }) => {
      file.find(c.stmt`g($...args);`).replaceWith("h();");
      file.countWord("g");
    });
  test.each([
    ["nested braces", `int f(void)\n{\n${"{".repeat(10_000)}g(1);${"}".repeat(10_000)}\n}\n`],
    ["an open comment", "int f(void)\n{\n\tg(1);\n}\n/* no end"],
    ["NUL bytes", "int f(void)\n{\n\tg(1);\0\0\n}\n\0"],
    ["a megabyte on one line", `int a[] = { ${"1, ".repeat(350_000)} };\nint f(void)\n{\n\tg(1);\n}\n`],
    ["a megabyte of open literals", `int f(void)\n{\n\tg(1);\n}\n"${'\\"'.repeat(500_000)}`],
    ["a megabyte of open comments", `int f(void)\n{\n\tg(1);\n}\n${"/*".repeat(500_000)}`],
    ["nothing", ""],
  ])("%s does no harm", (_, text) => {
    const result = pattern(text);
    expect([text, text.replace("g(1);", "h();")]).toContain(result);
  });
});
