import { type PatchVerdict, proveSeries } from "@kindred/proof";
import { beforeAll, describe, expect, it } from "vitest";
import { type ChangedBranches, findChangedBranches } from "../src/compare/conditional-branches.ts";
import { HEADER, ONE, plainTree } from "./support/plain-tree.ts";
import { type Change, patchName, requestFor, writeFiles, writeSeries } from "./support/scratch-tree.ts";

const FILE = "drivers/a.c";

function changed(before: string, after: string, folded: readonly string[] = []): ChangedBranches {
  return findChangedBranches([FILE], new Map([[FILE, before]]), new Map([[FILE, after]]), new Set(folded));
}

const pathsOf = (found: ChangedBranches): string[] =>
  [...found.before, ...found.after].map(({ owner, path }) => `${owner}: ${path}`);
const body = (text: string): string => `int f(void)\n{\n${text}\treturn 0;\n}\n`;

describe("branches that a change touches", () => {
  it("are those whose code differs, with the conditions that lead there", () => {
    const from = "#ifdef A\n\ta();\n#else\n#if B > 1\n\tb(1);\n#endif\n#endif\n";
    expect(pathsOf(changed(body(from), body(from.replace("b(1)", "b(2)"))))).toEqual([
      "f: #ifdef A #else > #if B > 1",
      "f: #ifdef A #else",
      "f: #ifdef A #else > #if B > 1",
      "f: #ifdef A #else",
    ]);
  });

  it("are not those around which something else changes, nor comments, layout, guards and `#if 0`", () => {
    const from = "#ifdef A\n\ta();\n#endif\n\tb(1);\n#if 0\n\tc(1);\n#endif\n";
    const to = "\tb(2);\n#ifdef  A /* why */\n\ta( );\n\t/* here */\n#endif\n#if 0\n\tc(2);\n#endif\n";
    expect(pathsOf(changed(body(from), body(to)))).toEqual([]);
    const guard = "#ifndef A_H\n#define A_H\nint a;\n#endif\n";
    expect(pathsOf(changed(guard, guard.replace("int a", "int b")))).toEqual([]);
  });

  it("include what macros are in them", () => {
    const from = "#ifdef A\n#define N 1\n#else\n#define N 2\n#endif\n";
    expect(pathsOf(changed(from, from.replace("N 2", "N 3")))).toEqual([
      ": #ifdef A #else",
      ": #ifdef A #else",
    ]);
  });

  it("go with an exact copy of the function, but not with another function", () => {
    const one = (name: string, text: string) =>
      `int ${name}(void)\n{\n#ifdef A\n\t${text}\n#endif\n\treturn 0;\n}\n`;
    const both = one("f", "a();") + one("g", "a();");
    expect(pathsOf(changed(both, one("f", "a();"), ["f", "g"]))).toEqual([]);
    expect(pathsOf(changed(one("f", "a();") + one("g", "b();"), one("f", "a();"), ["f", "g"]))).toHaveLength(
      1,
    );
    expect(changed(both, one("f", "a();")).conditions).toHaveLength(1);
  });

  it("have other conditions when the directive changes", () => {
    const from = body("#ifdef A\n\ta();\n#endif\n");
    expect(changed(from, from.replace("#ifdef A", "#ifndef A")).conditions).toHaveLength(2);
    expect(changed(from, from.replace(/#.*\n/g, "")).conditions).toHaveLength(1);
  });
});

const withBranch = (text: string, condition = "#ifdef NEVER"): string =>
  ONE.replace(
    "\tif (err)",
    `${condition}\n\t${text}\n#else\n\twrite_reg(one->regs, 1, 1);\n#endif\n\tif (err)`,
  );
const CALL = withBranch("write_reg(one->regs, 1, 2);");
const HEADER_BRANCH = `${HEADER}#ifdef ALWAYS\n#define VALUE 1\n#endif\n`;
const CHANGES: readonly Change[] = [
  {
    name: "a branch that is not compiled",
    file: "drivers/one.c",
    from: CALL,
    to: CALL.replace("1, 2", "1, 3"),
  },
  {
    name: "one that is",
    file: "drivers/one.c",
    from: CALL.replace("1, 2", "1, 3"),
    to: CALL.replace("1, 2", "1, 3").replace("regs, 1, 1)", "regs, 1, 0 + 1)"),
  },
  {
    name: "another condition",
    file: "drivers/one.c",
    from: CALL.replace("1, 2", "1, 3").replace("regs, 1, 1)", "regs, 1, 0 + 1)"),
    to: CALL.replace("1, 2", "1, 3").replace("regs, 1, 1)", "regs, 1, 0 + 1)").replace("NEVER", "EVER"),
  },
  {
    name: "a branch of a header",
    file: "drivers/one.h",
    from: HEADER_BRANCH,
    to: HEADER_BRANCH.replace("VALUE 1", "VALUE 2"),
  },
];

describe("a series that changes branches of #if", () => {
  let patches: readonly PatchVerdict[];

  beforeAll(async () => {
    const tree = plainTree();
    writeFiles(tree, { "drivers/one.c": CALL, "drivers/one.h": HEADER_BRANCH });
    const facts = CHANGES.map(({ name }, at) => ({ patch: patchName(at, name), removedFunctions: [] }));
    ({ patches } = await proveSeries(requestFor(tree, await writeSeries(CHANGES), facts)));
  });

  it("is never called equal where this configuration does not compile them", () => {
    expect(patches[0]!.level).toBe("builds");
    expect(patches[0]!.files[0]!.difference).toBe(
      "The branch `#ifdef NEVER` of `one_start` in drivers/one.c changes, and this configuration does not compile it.",
    );
    expect(patches[3]!.files.map(({ level }) => level)).toEqual(["builds", "builds", "builds"]);
    expect(patches[3]!.files[0]!.difference).toContain("#ifdef ALWAYS");
  });

  it("is compared where it does", () => {
    expect(patches[1]!.level).toBe("identical");
  });

  it("is never called equal when the conditions change", () => {
    expect(patches[2]!.level).toBe("builds");
    expect(patches[2]!.files[0]!.difference).toMatch(/`#ifdef (?:NEVER|EVER)`.*comes, goes or moves/);
  });
});
