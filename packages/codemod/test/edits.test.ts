import { applyEdits } from "@kindred/c-source";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { EditList } from "../src/edits/edit-list.ts";
import { columnOf, fitLine } from "../src/edits/fit-line.ts";
import { createEngine, type Engine } from "./support/transform.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});

/** Removes the statement `gone();` wherever it stands. */
function removed(text: string): string {
  return engine.rewrite(text, (file, { c }) => {
    file.find(c.stmt`gone();`).remove();
  });
}

const inFunction = (body: string): string => `void f(void)\n{\n${body}}\n`;

describe("removing a statement", () => {
  test.each([
    ["its line", "\ta();\n\tgone();\n\tb();\n", "\ta();\n\tb();\n"],
    ["a comment behind it", "\ta();\n\tgone(); /* now */\n\tb();\n", "\ta();\n\tb();\n"],
    ["a line comment behind it", "\ta();\n\tgone(); // now\n\tb();\n", "\ta();\n\tb();\n"],
    ["not the comment above", "\t/* now */\n\tgone();\n\tb();\n", "\t/* now */\n\tb();\n"],
    ["not a comment that goes on", "\tgone(); /* and\n\t b */ b();\n", "\t/* and\n\t b */ b();\n"],
    ["not the code beside it", "\ta(); gone(); b();\n", "\ta(); b();\n"],
    ["not the code before it", "\ta(); gone();\n\tb();\n", "\ta();\n\tb();\n"],
    ["a blank line left doubled", "\ta();\n\n\tgone();\n\n\tb();\n", "\ta();\n\n\tb();\n"],
    ["a blank line behind the brace", "\tgone();\n\n\tb();\n", "\tb();\n"],
    ["a blank line before the brace", "\ta();\n\n\tgone();\n", "\ta();\n"],
    ["several in a row", "\ta();\n\n\tgone();\n\tgone();\n\n\tb();\n", "\ta();\n\n\tb();\n"],
  ])("takes %s", (_, before, after) => {
    expect(removed(inFunction(before))).toBe(inFunction(after));
  });

  test("is refused where it would change what the code around it does", () => {
    expect(() => removed(inFunction("\tif (x)\n\t\tgone();\n\tb();\n"))).toThrow(
      /only statement of its if statement/,
    );
  });
});

describe("new text", () => {
  test("goes on lines of its own, indented like its neighbour", () => {
    const text = inFunction("\tif (x) {\n\t\ta(); /* first */\n\t}\n");
    const result = engine.rewrite(text, (file, { c }) => {
      file.find(c.stmt`a();`).insertBefore("before();\nmore();").insertAfter("after();");
    });
    expect(result).toBe(
      inFunction("\tif (x) {\n\t\tbefore();\n\t\tmore();\n\t\ta(); /* first */\n\t\tafter();\n\t}\n"),
    );
  });

  test("takes CRLF where the file has it", () => {
    const text = inFunction("\ta();\n").replace(/\n/g, "\r\n");
    const result = engine.rewrite(text, (file, { c }) => {
      file.find(c.stmt`a();`).replaceWith("b();\nd();");
    });
    expect(result).toBe(inFunction("\tb();\n\td();\n").replace(/\n/g, "\r\n"));
  });

  test("is substituted from the pattern's bindings", () => {
    const result = engine.rewrite(inFunction("\tx = g(1, 2, 3);\n"), (file, { c }) => {
      file.find(c.stmt`$v = g($first, $...rest);`).replaceWith("$v = h($rest, $first, $other);");
    });
    expect(result).toBe(inFunction("\tx = h(2, 3, 1, $other);\n"));
  });

  test("of characters beyond a byte is refused", () => {
    expect(() =>
      engine.rewrite(inFunction("\ta();\n"), (file, { c }) => {
        file.find(c.stmt`a();`).replaceWith("b(“c”);");
      }),
    ).toThrow(/more than a byte/);
  });

  test("that does not parse is an internal error with both texts, and no edit", () => {
    const { edits, failure } = engine.run(inFunction("\ta();\n"), (file, { c }) => {
      file.find(c.stmt`a();`).replaceWith("b(;");
    });
    expect(edits).toEqual([]);
    expect(failure?.reason).toBe("rewrite-does-not-parse");
    expect(failure?.detail).toMatch(/a\(\);[\s\S]*b\(;/);
  });

  test("for the same code twice is an error that names the lines", () => {
    expect(() =>
      engine.rewrite(inFunction("\ta(g());\n"), (file, { c }) => {
        file.find(c.stmt`a($x);`).replaceWith("b();");
        file.find(c.expr`g()`).replaceWith("h()");
      }),
    ).toThrow(/lines 3 and 3 claim the same code/);
  });
});

test("an async codemod is refused, since its edits would come too late", () => {
  const late = async (): Promise<void> => undefined;
  expect(() => engine.rewrite("int x;\n", late)).toThrow(/`transform` is async/);
});

describe("long statements", () => {
  test.each([
    ["short_enough(a, b);", "short_enough(a, b);"],
    [
      "base = a_function_with_a_long_name(first_argument_of_it, second_argument_of_it, 3);",
      "base = a_function_with_a_long_name(first_argument_of_it,\n\t\t\t\t\t   second_argument_of_it, 3);",
    ],
    [
      "a_structure->its_registers_member = a_function_with_a_long_name_for_one(device, 12);",
      "a_structure->its_registers_member =\n\t\ta_function_with_a_long_name_for_one(device, 12);",
    ],
    ['print("a comma, in a literal, is no place to break a line that is far too long for it", a);', ""],
  ])("%s", (text, expected) => {
    if (expected) expect(fitLine("\t", text)).toBe(expected);
    else expect(fitLine("\t", text).replace(/\n\s*/g, " ")).toBe(text);
  });

  test("only blanks are added, and lines are never longer than before", () => {
    const word = fc.stringMatching(/^[a-z]{1,18}$/);
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 9 }), fc.nat(4), (name, args, depth) => {
        const text = `${name} = ${name}(${args.join(", ")});`;
        const fitted = fitLine("\t".repeat(depth), text);
        expect(fitted.replace(/\s+/g, "")).toBe(text.replace(/\s+/g, ""));
        const widest = Math.max(...("\t".repeat(depth) + fitted).split("\n").map(columnOf));
        expect(widest).toBeLessThanOrEqual(columnOf("\t".repeat(depth) + text));
      }),
    );
  });
});

test("bytes outside the removed statements stay as they are", () => {
  const line = fc.constantFrom(
    "\ta();\n",
    "\tgone();\n",
    "\tb(1);\t/* \xe9 */\n",
    "\tif (c) {\n\t\tgone();\n\t}\n",
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
      const text = inFunction(lines.join(""));
      expect(removed(text)).toBe(text.replace(/^[ \t]*gone\(\);\n/gm, ""));
      expect(removed(removed(text))).toBe(removed(text));
    }),
  );
});

test("an edit list never joins edits into what was not asked for", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(3)), { maxLength: 4 }), (ranges) => {
      const text = "a1\nb2\nc3\nd4\ne5\nf6\ng7\nh8\ni9\nj0\n";
      const list = new EditList(text);
      const gone = new Set<number>();
      for (const [line, count] of ranges) {
        const last = Math.min(9, line + count);
        list.remove({ start: line * 3, end: last * 3 + 2 });
        for (let i = line; i <= last; i++) gone.add(i);
      }
      const kept = text.split("\n").filter((_, i) => i === 10 || !gone.has(i));
      expect(applyEdits(text, list.finish())).toBe(kept.join("\n"));
    }),
  );
});

test("locals that a body begins with leave no blank line, also when the text behind it is replaced", () => {
  const rewrite = (names: readonly string[], before: string): string =>
    engine.rewrite(inFunction(before), (file) => {
      const fn = file.functionNamed("f");
      fn.replaceText("\n\ta = 1;\n\tb = a;", "\n\thelp();");
      fn.removeLocals(names);
    });
  const RUN = "\n\ta = 1;\n\tb = a;\n\treturn;\n";
  expect(rewrite(["a", "b"], `\tint a, b;\n${RUN}`)).toBe(inFunction("\thelp();\n\treturn;\n"));
  expect(rewrite(["a", "b"], `\tint a;\n\tint b;\n${RUN}`)).toBe(inFunction("\thelp();\n\treturn;\n"));
  expect(rewrite(["a"], `\tint a;\n\tint b;\n${RUN}`)).toBe(inFunction("\tint b;\n\n\thelp();\n\treturn;\n"));
});

test("a macro with a comment in its definition may be put into a file", () => {
  const macro =
    "/* Defines f() */\n#define DEFINE_F(_name)\t\\\nint _name(void)\t\t\\\n{\t\t\t\\\n\t/* it's 1 */\t\\\n\treturn 1;\t\\\n}\n";
  const after = engine.rewrite("int a;\n\nint f(void)\n{\n\treturn 1;\n}\n", (file) => {
    file.functionNamed("f").replaceWith(`${macro}\nDEFINE_F(f)`);
  });
  expect(after).toBe(`int a;\n\n${macro}\nDEFINE_F(f)\n`);
});
