import { applyEdits, type Edit } from "@kindred/c-source";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countHelperLines } from "../src/series/count-helper-lines.ts";
import { patchName } from "../src/series/patch-name.ts";
import { countLines } from "../src/series/series-patch.ts";
import { createChangeStack } from "../src/series/stack-changes.ts";
import { createTreeReader } from "../src/tree/tree-reader.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const LINES = Array.from({ length: 40 }, (_, index) => `int v${index};\n`);

/** Replaces one line, in coordinates of the original. */
function lineEdit(line: number, text: string): Edit {
  return { start: LINES.slice(0, line).join("").length, end: LINES.slice(0, line + 1).join("").length, text };
}

describe("createChangeStack", () => {
  it("diffs each change on top of the ones taken, also in a file that is new", async () => {
    const tree = createTreeReader(temporaryFolder({ "a.c": LINES.join("") }));
    const stack = createChangeStack(tree);
    const first = [
      { file: "a.c", edits: [lineEdit(3, "")] },
      { file: "new.h", edits: [{ start: 0, end: 0, text: "int n;\n" }] },
    ];
    const one = await stack.diff(first);
    expect(one.numstat).toEqual([
      { file: "a.c", removed: 1, added: 0 },
      { file: "new.h", removed: 0, added: 1 },
    ]);
    expect(one.patch).toContain("new file mode 100644");
    stack.take(first);
    const two = await stack.diff([
      { file: "a.c", edits: [lineEdit(20, "long x;\n")] },
      { file: "new.h", edits: [{ start: 0, end: 0, text: "int m;\n" }] },
    ]);
    expect(two.numstat).toEqual([
      { file: "a.c", removed: 1, added: 1 },
      { file: "new.h", removed: 0, added: 1 },
    ]);
    expect(two.patch).not.toContain("new file mode");
    expect(two.patch).not.toContain("v3;");
  });

  it("diffs many changes at once as one by one", async () => {
    const tree = createTreeReader(temporaryFolder({ "a.c": LINES.join(""), "b.c": LINES.join("") }));
    const changes = [5, 20, 9, 30].map((line) => [
      { file: "a.c", edits: [lineEdit(line, "long a;\n")] },
      ...(line > 9 ? [{ file: "b.c", edits: [lineEdit(line, "")] }] : []),
      { file: "new.h", edits: [{ start: 0, end: 0, text: `int n${line};\n` }] },
    ]);
    const stack = createChangeStack(tree);
    stack.take([{ file: "b.c", edits: [lineEdit(0, "")] }]);
    const atOnce = await stack.diffEach(changes);
    const oneByOne = [];
    for (const change of changes) {
      oneByOne.push(await stack.diff(change));
      stack.take(change);
    }
    expect(atOnce).toEqual(oneByOne);
  });

  it("ends where all edits at once end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 39 }), { minLength: 1, maxLength: 4 }),
        async (lines) => {
          const text = LINES.join("");
          const tree = { root: "/", readText: () => text, list: () => [] };
          const stack = createChangeStack(tree);
          let removed = 0;
          for (const line of lines) {
            const change = [{ file: "a.c", edits: [lineEdit(line, "")] }];
            const { numstat } = await stack.diff(change);
            removed += numstat[0]!.removed;
            stack.take(change);
          }
          expect(removed).toBe(lines.length);
          expect(
            applyEdits(
              text,
              lines.map((line) => lineEdit(line, "")),
            ).split("\n"),
          ).toHaveLength(41 - lines.length);
        },
      ),
      { numRuns: 10 },
    );
  });
});

describe("countHelperLines", () => {
  const patch = [
    "diff --git a/a.c b/a.c",
    "--- a/a.c",
    "+++ b/a.c",
    "@@ -1,2 +1,5 @@",
    " x;",
    "+{",
    "+++y;",
    "+{",
    "+call();",
    "-gone();",
    "",
  ].join("\n");

  it("counts a line as often as the helper has it", () => {
    expect(countHelperLines(patch, "{\n++y;\n")).toBe(2);
    expect(countHelperLines(patch, "{\n{\n{\n")).toBe(2);
    expect(countHelperLines(patch, "")).toBe(0);
  });

  it("never counts more than were added", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("{", "++y;", "call();", "x;")), (lines) => {
        expect(countHelperLines(patch, lines.join("\n"))).toBeLessThanOrEqual(4);
      }),
    );
  });
});

describe("counts and names", () => {
  it("net is removed less added", () => {
    expect(
      countLines(
        [
          { file: "a.c", removed: 9, added: 4 },
          { file: "b.c", removed: 1, added: 2 },
        ],
        3,
      ),
    ).toEqual({ removed: 10, addedCalls: 3, addedHelpers: 3, net: 4 });
  });

  it("names patches as git does", () => {
    expect(patchName(7, "leds: lm3642: share lm3642_torch()", 20)).toBe(
      "0007-leds-lm3642-share-lm3642_torch",
    );
    expect(patchName(12, "../../etc/passwd\n..", 20)).toBe("0012-etc-passwd");
    expect(patchName(1, "x".repeat(200), 1)).toHaveLength(57);
    expect(patchName(1, "x", 12_345) < patchName(10_000, "x", 12_345)).toBe(true);
  });
});
