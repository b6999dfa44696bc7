import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forceInline, forcePrototypes } from "../src/compile/force-inline.ts";
import { prepareSide } from "../src/compile/prepare-side.ts";
import { redirectFolder, redirectOptions } from "../src/compile/redirect-command.ts";
import { createMirror } from "../src/compile/scratch-mirror.ts";
import { findNewWarnings } from "../src/gates/new-warnings.ts";
import { findMissingOptions } from "../src/kernel/find-missing-option.ts";
import { scratchFolder, snapshot, writeFiles } from "./support/scratch-tree.ts";

/** No file where another one needs a folder. */
function isPossible(change: Readonly<Record<string, string | null>>): boolean {
  const names = Object.keys(change).filter((name) => change[name] !== null);
  return !names.some((name) => names.some((other) => other.startsWith(`${name}/`)));
}

function withChanges(
  files: Readonly<Record<string, string>>,
  change: Readonly<Record<string, string | null>>,
): Record<string, string> {
  const changed = Object.entries({ ...files, ...change });
  return Object.fromEntries(changed.filter((entry): entry is [string, string] => entry[1] !== null));
}

const FORCED = "static __inline__ __attribute__((__always_inline__)) ";

describe("forceInline", () => {
  it("makes the named definitions static and always inline, and no others", () => {
    const text =
      "static int\nf(int a)\n{\n\treturn a;\n}\n\nextern inline int g(void)\n{\n\treturn f(1);\n}\nint h(void)\n{\n\treturn g();\n}\nEXPORT_SYMBOL_GPL(h);\n";
    expect(forceInline(text, new Set(["f", "g", "none"]))).toBe(
      `${FORCED}int\nf(int a)\n{\n\treturn a;\n}\n\n${FORCED}int g(void)\n{\n\treturn f(1);\n}\nint h(void)\n{\n\treturn g();\n}\nEXPORT_SYMBOL_GPL(h);\n`,
    );
    expect(forceInline(text, new Set(["h"]))).not.toContain("EXPORT_SYMBOL");
  });

  it("respects noinline", () => {
    const text = "static noinline int f(int a)\n{\n\treturn a;\n}\n";
    expect(forceInline(text, new Set(["f"]))).toBe(text);
  });

  it("makes prototypes static and always inline too, wherever their type stands", () => {
    const header =
      "/* int f(int a); */\nint f(int a,\n      int b);\nextern int fg(int a);\nvoid *\nf(int a);\n";
    expect(forcePrototypes(header, "f")).toBe(
      `/* int f(int a); */\n${FORCED}int f(int a,\n      int b);\nextern int fg(int a);\n${FORCED}void *\nf(int a);\n`,
    );
  });

  it("leaves a helper to the file that defines it", () => {
    const files = new Map([
      ["d/a.c", "int h(int a)\n{\n\treturn a;\n}\n"],
      ["d/b.c", "int b(void)\n{\n\treturn h(2);\n}\n"],
      ["d/x.h", "int h(int a);\n"],
    ]);
    expect([...prepareSide(files, "d/b.c", new Set(["h"]))]).toEqual([...files]);
    expect(prepareSide(files, "d/a.c", new Set(["h"])).get("d/x.h")).toBe(`${FORCED}int h(int a);\n`);
    expect(prepareSide(files, "d/a.c", new Set(["h"])).get("d/a.c")).toBe(`${FORCED}${files.get("d/a.c")}`);
  });
});

describe("createMirror", () => {
  it("shows changed files among the others, hides deleted ones, and writes nothing into the tree", async () => {
    const tree = scratchFolder();
    writeFiles(tree, { "d/e/a.c": "old", "d/e/b.c": "b", "d/x.h": "x", "top/y.h": "y" });
    const target = join(scratchFolder(), "mirror");
    const mirror = createMirror(tree, target);
    await mirror.show(
      new Map([
        ["d/e/a.c", "new"],
        ["d/e/b.c", null],
        ["d/f/new.c", "n"],
      ]),
    );
    const read = (path: string): string => readFileSync(join(target, path), "latin1");
    expect([read("d/e/a.c"), read("d/f/new.c"), read("d/e/../x.h"), read("top/y.h")]).toEqual([
      "new",
      "n",
      "x",
      "y",
    ]);
    expect(() => read("d/e/b.c")).toThrow("ENOENT");
    expect(readFileSync(join(tree, "d/e/a.c"), "latin1")).toBe("old");
  });

  it("shows any sets of changed files one after the other as if each were alone", async () => {
    const tree = scratchFolder();
    const original = { "d/e/a.c": "a", "d/e/b.c": "b", "d/x.h": "x", "top/y.h": "y", Makefile: "m" };
    writeFiles(tree, original);
    const names = [
      "d/e/a.c",
      "d/e/b.c",
      "d/x.h",
      "d/new/z.c",
      "d/new",
      "top/y.h",
      "top/deep/er.c",
      "Makefile",
    ];
    const change = fc.dictionary(fc.constantFrom(...names), fc.option(fc.constantFrom("one", "two")));
    const changes = fc.array(change.filter(isPossible), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(changes, async (steps) => {
        const mirror = createMirror(tree, join(scratchFolder(), "mirror"));
        for (const step of steps) {
          await mirror.show(new Map(Object.entries(step)));
          expect(Object.fromEntries(snapshot(mirror.folder))).toEqual(withChanges(original, step));
        }
      }),
      { numRuns: 60 },
    );
    expect(Object.fromEntries(snapshot(tree))).toEqual(original);
  });
});

describe("redirectOptions", () => {
  const to = { kernel: "/k", build: "/k/build", mirror: "/m" };
  it("leads paths of the kernel into the mirror, and leaves the build's", () => {
    const argv = [
      "gcc",
      "-I/k/include",
      "-I../include",
      "-I./generated",
      "-include",
      "/k/a.h",
      "-I",
      "..",
      "-I/kk",
      "-O2",
      "-DX=/k",
    ];
    expect(redirectOptions({ source: "/k/x.c", cwd: "/k/build", argv }, to)).toEqual([
      ...[
        "-I/m/include",
        "-I/m/include",
        "-I./generated",
        "-include",
        "/m/a.h",
        "-I",
        "/m",
        "-I/kk",
        "-O2",
        "-DX=/k",
      ],
    ]);
    expect(redirectFolder("/k/build", to)).toBe("/k/build");
    expect(redirectFolder("/k", { ...to, build: "/k" })).toBe("/m");
  });
});

describe("findNewWarnings", () => {
  it("tells new warnings from moved and repeated ones", () => {
    const before = "x.c:10:5: warning: unused 'a' [-W]\n";
    const after =
      "x.c: In function 'f':\nx.c:30:5: warning: unused 'a' [-W]\nx.c:40:5: warning: unused 'a' [-W]\ny.h:1: warning: odd\n";
    expect(findNewWarnings(before, after)).toEqual([
      "x.c:40:5: warning: unused 'a' [-W]",
      "y.h:1: warning: odd",
    ]);
    expect(findNewWarnings(after, before)).toEqual([]);
  });
});

describe("findMissingOptions", () => {
  it("follows a file through composite objects and folders", () => {
    const kernel = scratchFolder();
    mkdirSync(join(kernel, "drivers"));
    writeFiles(kernel, {
      "drivers/Makefile": "obj-$(CONFIG_LEDS)\t+= leds/\nobj-y += other/\n",
      "drivers/leds/Makefile":
        "obj-$(CONFIG_A) += a.o\nb-y := b1.o \\\n\tb2.o\nb-$(CONFIG_B_EXTRA) += b3.o\nobj-$(CONFIG_B) += b.o\nobj-$(CONFIG_C) += c-all.o\nc-all-objs := sub/deep/c.o\n",
    });
    const config = new Map([
      ["CONFIG_LEDS", "y"],
      ["CONFIG_B", "n"],
    ]);
    const tree = { kernel, build: kernel, ownBuild: false, plainMake: false, config, identity: "" };
    expect(findMissingOptions(tree, "drivers/leds/a.c")).toEqual(["CONFIG_A"]);
    expect(findMissingOptions(tree, "drivers/leds/sub/deep/c.c")).toEqual(["CONFIG_C"]);
    expect(findMissingOptions(tree, "drivers/leds/b2.c")).toEqual(["CONFIG_B"]);
    expect(findMissingOptions(tree, "drivers/leds/b3.c").sort()).toEqual(["CONFIG_B", "CONFIG_B_EXTRA"]);
    expect(findMissingOptions({ ...tree, config: new Map() }, "drivers/leds/a.c")).toEqual([
      "CONFIG_LEDS",
      "CONFIG_A",
    ]);
  });
});
