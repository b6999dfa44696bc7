import type { CText } from "@kindred/c-source";
import { describe, expect, it } from "vitest";
import type { AppliedPatch } from "../src/git/apply-series.ts";
import { chooseSources, sourcesToAsk } from "../src/prove/choose-sources.ts";
import { type ListedPatch, listUnits } from "../src/prove/list-units.ts";
import { scratchFolder, writeFiles } from "./support/scratch-tree.ts";

const HEADER = "drivers/net/fast/fast.h";
const TREE = {
  [HEADER]: "int fast;\n",
  "drivers/net/fast/inner.h": '#include "fast.h"\n',
  "drivers/net/fast/a.c": '#include "fast.h"\n',
  "drivers/net/fast/deep/b.c": '#  include "../fast.h" /* why */\n',
  "drivers/net/fast/c.c": '#include "inner.h"\n',
  "drivers/net/fast/not.c": '#include "breakfast.h"\n#include <linux/fast.h>\n// #include "fast.h"\n',
  "drivers/net/by-option.c": "#include <fast/fast.h>\n",
  "drivers/scsi/guest.c": '#include "fast.h"\n',
  "drivers/scsi/own/other.c": '#include "common.h"\n',
  "drivers/net/fast/common.h": "",
  "drivers/net/fast/d.c": '#include "common.h"\n',
  "drivers/scsi/common.h": "",
  "drivers/scsi/near.c": '#include "common.h"\n',
  "include/linux/wide.h": "",
  "fs/wide.c": "#include <linux/wide.h>\n",
  "arch/mips/wide.c": "#include <linux/wide.h>\n",
};

function patch(name: string, files: Readonly<Record<string, [CText | null, CText | null]>>): AppliedPatch {
  const side = (at: 0 | 1) => new Map(Object.entries(files).map(([file, texts]) => [file, texts[at]]));
  return { patch: name, path: "", text: "", before: side(0), after: side(1), refusal: undefined };
}

function list(...series: readonly AppliedPatch[]): ListedPatch[] {
  const kernel = scratchFolder();
  writeFiles(kernel, TREE);
  return listUnits(kernel, series);
}

const includersOf = ({ headers }: ListedPatch): string[] =>
  headers.flatMap(({ ofSeries, others }) => [...ofSeries, ...others]).sort();

describe("who includes a header", () => {
  it("counts quoted names beside the file, other headers, `../`, folders of -I, and the only header of that name", () => {
    const [listed] = list(patch("0001", { [HEADER]: ["int fast;\n", "int faster;\n"] }));
    expect(includersOf(listed!)).toEqual([
      "drivers/net/by-option.c",
      "drivers/net/fast/a.c",
      "drivers/net/fast/c.c",
      "drivers/net/fast/deep/b.c",
      "drivers/scsi/guest.c",
    ]);
  });

  it("does not take a header of another folder for one of the same name", () => {
    const change = (file: string) => includersOf(list(patch("0001", { [file]: ["", "int a;\n"] }))[0]!);
    expect(change("drivers/net/fast/common.h")).toEqual(["drivers/net/fast/d.c"]);
    expect(change("drivers/scsi/common.h")).toEqual(["drivers/scsi/near.c", "drivers/scsi/own/other.c"]);
    expect(change("include/linux/wide.h")).toEqual(["fs/wide.c"]);
  });

  it("sees the includes as the series leaves them", () => {
    const one = TREE["drivers/net/fast/not.c"];
    const [, second, third] = list(
      patch("0001", {
        "drivers/net/fast/new.h": [null, "int n;\n"],
        "drivers/net/fast/a.c": ['#include "fast.h"\n', '#include "new.h"\n'],
      }),
      patch("0002", {
        "drivers/net/fast/new.h": ["int n;\n", "int m;\n"],
        "drivers/net/fast/not.c": [one, `#include "new.h"\n${one}`],
      }),
      patch("0003", { [HEADER]: ["int fast;\n", "int faster;\n"] }),
    );
    expect(includersOf(second!)).toEqual(["drivers/net/fast/a.c"]);
    expect(includersOf(third!)).not.toContain("drivers/net/fast/a.c");
  });
});

describe("the choice of includers", () => {
  const names = Array.from({ length: 60 }, (_, at) => `drivers/x/d${at % 6}/f${at}.c`);
  const command = { source: "", cwd: "", argv: ["gcc"] };
  const tree = () => {
    const kernel = scratchFolder();
    writeFiles(kernel, Object.fromEntries(names.map((name) => [name, '#include "../wide.h"\n'])));
    writeFiles(kernel, { "drivers/x/wide.h": "" });
    return { kernel, build: kernel, ownBuild: false, plainMake: false, config: new Map(), identity: "" };
  };
  const header = (text: CText) => patch("0001", { "drivers/x/wide.h": ["", text] });
  const own = patch("0002", { [names[0]!]: ['#include "../wide.h"\n', '#include "../wide.h"\nint a;\n'] });

  it("is bounded, spread over folders, the same each time, another one for another text, and counts the rest", () => {
    const kernel = tree();
    const choose = (text: CText, built: readonly string[], most: number) => {
      const listed = listUnits(kernel.kernel, [header(text), own]);
      const asked = sourcesToAsk(listed, most);
      const commands = new Map(built.filter((name) => asked.includes(name)).map((name) => [name, command]));
      return chooseSources(listed, most, kernel, { commands, makeCommand: "", complaint: undefined })[0]!;
    };
    const { sources, notes } = choose("int a;\n", names, 12);
    expect(sources).toHaveLength(13);
    expect(sources).toContain(names[0]);
    const folders = sources.filter((name) => name !== names[0]).map((name) => name.split("/")[2]);
    expect(new Set(folders).size).toBe(6);
    expect(notes).toEqual([
      "Sources that include drivers/x/wide.h beside those of the patch: 60; 13 of them were compiled, 47 were left out.",
    ]);
    expect(choose("int a;\n", names, 12).sources).toEqual(sources);
    expect(choose("int b;\n", names, 12).sources).not.toEqual(sources);
    const few = choose("int a;\n", names.slice(0, 30), 12);
    expect(few.sources.every((name) => names.slice(0, 30).includes(name))).toBe(true);
    expect(few.notes[0]).toMatch(
      /60; \d+ of them were compiled, \d+ are not built in this configuration, \d+ were/,
    );
    expect(choose("int a;\n", names, 0).sources).toEqual([names[0]]);
    expect(choose("int a;\n", names, 100).notes).toEqual([]);
  });
});
