import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FileVerdict, type PatchFacts, proveSeries, type VerdictsDocument } from "@kindred/proof";
import { beforeAll, describe, expect, it } from "vitest";
import { hasClang } from "./pairs/compile-pair.ts";
import { FOLDED, HEADER, ONE, plainTree, THREE, TWO } from "./support/plain-tree.ts";
import {
  type Change,
  patchName,
  requestFor,
  scratchFolder,
  snapshot,
  writeFiles,
  writeSeries,
} from "./support/scratch-tree.ts";

const WRONG = FOLDED.replace("one_set(one, 2)", "one_set(one, 3)");
const WARNS = `${FOLDED}\nstatic int nobody(void) { return 1; }\n`;
const BROKEN = FOLDED.replace("0x14", "undeclared");
const WITH_SHARED = HEADER.replace("int one_start", "int one_wait(struct one *one);\nint one_start");
const WAIT = TWO.slice(TWO.indexOf("static int two_wait"), TWO.indexOf("int two_start")).replace(
  "static int two_wait",
  "int one_wait",
);

const CHANGES: readonly Change[] = [
  { name: "a comment", file: "drivers/one.c", from: ONE, to: `/* a\n * b\n */\n${ONE}` },
  { name: "back", file: "drivers/one.c", from: `/* a\n * b\n */\n${ONE}`, to: ONE },
  { name: "fold", file: "drivers/one.c", from: ONE, to: FOLDED },
  { name: "wrong", file: "drivers/one.c", from: FOLDED, to: WRONG },
  { name: "right again", file: "drivers/one.c", from: WRONG, to: FOLDED },
  { name: "does not apply", file: "drivers/one.c", from: ONE, to: BROKEN },
  { name: "a warning", file: "drivers/one.c", from: FOLDED, to: WARNS },
  { name: "no warning", file: "drivers/one.c", from: WARNS, to: FOLDED },
  { name: "broken", file: "drivers/one.c", from: FOLDED, to: BROKEN },
  { name: "whole", file: "drivers/one.c", from: BROKEN, to: FOLDED },
  { name: "not built", file: "drivers/unlisted.c", from: "int unlisted;\n", to: "int listed;\n" },
  { name: "a text", file: "drivers/README", from: null, to: "text\n" },
  { name: "a header", file: "drivers/one.h", from: HEADER, to: `/* why */\n${HEADER}` },
  { name: "a plain header", file: "drivers/one.h", from: `/* why */\n${HEADER}`, to: HEADER },
  {
    name: "moved to another file",
    file: "drivers/two.c",
    from: TWO,
    to: `#include "one.h"\n\n${TWO.slice(TWO.indexOf("int two_start")).replace("two_wait", "one_wait")}`,
    more: [
      { file: "drivers/one.h", from: HEADER, to: WITH_SHARED },
      {
        file: "drivers/one.c",
        from: FOLDED,
        to: FOLDED.replace("\nint one_start", `\n${WAIT}\nint one_start`),
      },
    ],
  },
  {
    name: "a new source",
    file: "drivers/four.c",
    from: null,
    to: '#include "one.h"\nint one_start(struct one *one);\nint four(struct one *one) { return one_start(one); }\n',
  },
  {
    name: "another struct",
    file: "drivers/sub/three.c",
    from: THREE,
    to: THREE.replace("->mode", "->mode + 1"),
  },
];

const FACTS: readonly PatchFacts[] = CHANGES.map(({ name }, at) => ({
  patch: patchName(at, name),
  ...(/wrong|right|fold/.test(name) ? { helpers: ["one_set"] } : {}),
  ...(name === "moved to another file" ? { helpers: ["one_wait"] } : {}),
  ...(name === "back" ? { helpers: ["a(b["] } : {}),
  removedFunctions:
    name === "fold" ? ["one_enable", "one_disable"] : name === "moved to another file" ? ["two_wait"] : [],
}));

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one series, looked at from every side
describe("a series on a tree with a plain Makefile", () => {
  let tree: string;
  let series: string;
  let document: VerdictsDocument;
  const cacheDirectory = scratchFolder();
  let untouched: Map<string, string>;

  beforeAll(async () => {
    tree = plainTree();
    untouched = snapshot(tree);
    series = await writeSeries(CHANGES);
    document = await proveSeries(requestFor(tree, series, FACTS, { cacheDirectory }));
  });

  const levelOf = (name: string): string => verdictOf(name).level;
  const verdictOf = (name: string) => document.patches[CHANGES.findIndex((change) => change.name === name)]!;
  const filesOf = (name: string): readonly FileVerdict[] => verdictOf(name).files;

  it("proves comments, folds and returns identical", () => {
    for (const name of ["a comment", "back", "fold", "no warning"])
      expect([name, levelOf(name)]).toEqual([name, "identical"]);
    expect(filesOf("fold")[0]).toMatchObject({ rung: "elf-symbols", difference: null });
    expect(filesOf("fold")[0]!.command).toMatch(/^gcc -O2 .* -D__LINE__=1 .*drivers\/one\.c$/);
  });

  it("never calls a wrong helper equal, and shows both sides", () => {
    for (const name of ["wrong", "right again", "another struct"])
      expect([name, levelOf(name)]).toEqual([name, "builds"]);
    expect(filesOf("wrong")[0]!.difference).toContain("one_start");
    if (hasClang)
      expect(filesOf("wrong")[0]!.difference).toMatch(
        /llvm-ir-graph: `function @one_start` differs: .*2.* -> .*3/,
      );
  });

  it.skipIf(!hasClang)("says why a patch is not proved, and what may be", () => {
    const [wrong] = filesOf("wrong");
    expect(wrong!.cause).toMatchObject({ kind: "different", function: "one_start" });
    expect(wrong!.cause!.shown).toMatch(
      /^A run: before `call @write_reg .*2`, after `call @write_reg .*3`\.$/,
    );
    expect(wrong!.advice).toBeUndefined();
    expect(filesOf("a new source")[0]!.cause!.kind).toBe("new-file");
    expect(filesOf("fold")[0]!.cause).toBeUndefined();
  });

  it("fails a patch that git refuses, and goes on without it", () => {
    expect(levelOf("does not apply")).toBe("fails");
    expect(verdictOf("does not apply").notes[0]).toMatch(/^git am refuses the patch: .*patch does not apply/);
    expect(filesOf("does not apply")).toEqual([]);
  });

  it("fails a new warning and a source that no longer compiles", () => {
    expect(levelOf("a warning")).toBe("fails");
    expect(verdictOf("a warning").notes[0]).toContain("nobody");
    expect(filesOf("a warning")[0]!.rung).toBe("warnings");
    expect(levelOf("broken")).toBe("fails");
    expect(filesOf("broken")[0]!.difference).toMatch(/drivers\/one\.c:\d+:\d+: error: .*undeclared/);
    expect(levelOf("whole")).toBe("builds");
  });

  it("says why a source is not built", () => {
    expect(filesOf("not built")[0]).toMatchObject({ level: "unbuilt", rung: "compile-command" });
    expect(filesOf("not built")[0]!.command).toMatch(/^make -n -B/);
    expect(levelOf("a text")).toBe("unbuilt");
    expect(verdictOf("a text").notes[0]).toContain("no C source");
  });

  it("compiles the sources that include a changed header", () => {
    expect(levelOf("a header")).toBe("identical");
    expect(filesOf("a header").map((verdict) => verdict.file)).toEqual([
      "drivers/one.c",
      "drivers/sub/three.c",
      "drivers/two.c",
    ]);
  });

  it("follows a helper into another file of the module", () => {
    expect(filesOf("moved to another file").map(({ file, level }) => [file, level])).toEqual([
      ["drivers/one.c", "identical"],
      ["drivers/sub/three.c", "identical"],
      ["drivers/two.c", hasClang ? "equivalent" : "builds"],
    ]);
  });

  it("builds a new source with the options of its folder", () => {
    expect(filesOf("a new source")[0]).toMatchObject({ file: "drivers/four.c", level: "builds" });
  });

  it("counts every patch once", () => {
    const sum = Object.values(document.totals).reduce((total, count) => total + count, 0);
    expect(sum).toBe(CHANGES.length);
  });

  it("leaves the tree as it was, and gives the same document from its cache", async () => {
    expect(snapshot(tree)).toEqual(untouched);
    const seen: string[] = [];
    const request = requestFor(tree, series, FACTS, {
      cacheDirectory,
      workers: 1,
      onNote: (sentence) => seen.push(sentence),
      onProgress: (message, done, total) => seen.push(`${message}: ${done} of ${total}`),
    });
    const again = await proveSeries(request);
    const withoutTimes = (text: VerdictsDocument) =>
      JSON.parse(JSON.stringify(text, (key, value) => (key === "seconds" ? 0 : value)));
    expect(withoutTimes(again)).toEqual(withoutTimes(document));
    const all = `${CHANGES.length} of ${CHANGES.length} patches`;
    expect(seen.slice(-2)).toEqual([`${all} are proved already`, `${all}: 0 of 0`]);
  });
});

describe("what cannot be proved", () => {
  it("says that a compiler is missing", async () => {
    const tree = plainTree();
    const makefile = snapshot(tree).get("Makefile")!.replaceAll("$(CC)", "/nowhere/gcc");
    writeFileSync(join(tree, "Makefile"), makefile);
    const series = await writeSeries([CHANGES[0]!]);
    const document = await proveSeries(requestFor(tree, series));
    expect(document.totals.unbuilt).toBe(1);
    expect(document.patches[0]!.files[0]!.difference).toContain("could not be started");
  });

  it("does not prove a function that uses __LINE__", async () => {
    const tree = plainTree();
    const from = ONE.replace("one->mode | 1", "__LINE__");
    writeFiles(tree, { "drivers/one.c": from });
    const to = `\n${from.replace("0x10, __LINE__", "0x10 , __LINE__")}`;
    const macro = `#define HERE \\\n\t__LINE__\n${ONE.replace("one->mode | 2", "HERE")}`;
    const series = await writeSeries([
      { name: "line", file: "drivers/one.c", from, to },
      { name: "macro", file: "drivers/one.c", from: to, to: macro },
    ]);
    const document = await proveSeries(requestFor(tree, series));
    expect(document.patches.map((patch) => patch.level)).toEqual(["builds", "builds"]);
    expect(document.patches[0]!.files[0]!.difference).toContain("`one_enable` uses __LINE__");
    expect(document.patches[1]!.files[0]!.difference).toContain("`one_disable`");
    const causes = document.patches.map((patch) => patch.files[0]!.cause?.kind);
    expect(causes).toEqual(["line-numbers", hasClang ? "different" : "unknown"]);
  });

  it("names the file and the fix when there is no kernel, no series, no configuration", async () => {
    const series = await writeSeries([CHANGES[0]!]);
    const empty = scratchFolder();
    await expect(proveSeries(requestFor(empty, series))).rejects.toMatchObject({ code: "E_KERNEL" });
    await expect(proveSeries(requestFor(plainTree(), empty))).rejects.toMatchObject({ code: "E_PATH" });
    await expect(proveSeries(requestFor(plainTree(), join(empty, "none")))).rejects.toMatchObject({
      code: "E_PATH",
    });
    writeFiles(empty, { Makefile: "VERSION = 6\nPATCHLEVEL = 12\n" });
    await expect(proveSeries(requestFor(empty, series))).rejects.toMatchObject({
      code: "E_KERNEL",
      message: expect.stringContaining("not configured"),
      hint: expect.stringContaining("--configure"),
    });
    const build = scratchFolder();
    writeFiles(empty, { "include/config/auto.conf": "" });
    await expect(proveSeries(requestFor(empty, series, [], { build }))).rejects.toMatchObject({
      code: "E_KERNEL",
      hint: expect.stringContaining("mrproper"),
    });
  });

  it("does not let make change a build folder that is older than its configuration or for another compiler", async () => {
    const series = await writeSeries([CHANGES[0]!]);
    const kernel = scratchFolder();
    const build = scratchFolder();
    writeFiles(kernel, { Makefile: "VERSION = 6\nPATCHLEVEL = 12\nall:\n\ttouch made\n" });
    writeFiles(build, {
      ".config": 'CONFIG_CC_VERSION_TEXT="gcc of another world"\n',
      "include/generated/autoconf.h": "",
      "include/config/auto.conf": "",
    });
    const before = snapshot(build);
    await expect(proveSeries(requestFor(kernel, series, [], { build }))).rejects.toMatchObject({
      code: "E_KERNEL",
      message: expect.stringContaining("gcc of another world"),
    });
    utimesSync(join(build, "include/config/auto.conf"), 1, 1);
    await expect(proveSeries(requestFor(kernel, series, [], { build }))).rejects.toMatchObject({
      code: "E_KERNEL",
      hint: expect.stringContaining("modules_prepare"),
    });
    expect(snapshot(build)).toEqual(before);
  });
});
