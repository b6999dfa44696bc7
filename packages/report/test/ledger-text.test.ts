import { renderLedgerText, renderSkippedText, renderVerdictsText } from "@kindred/report";
import { describe, expect, it } from "vitest";
import { HOSTILE, LEDGER, MUTANTS, SKIPPED, UNPROVED, VERDICTS } from "./sample-documents.ts";

const PLAIN = { colour: false, width: 150 };
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe("renderLedgerText", () => {
  it("has a row a patch and sums up", () => {
    expect(renderLedgerText(LEDGER, PLAIN)).toMatchInlineSnapshot(`
      "patch                               family      strategy                helper            files  removed  calls  helpers  net gone
      0001-leds-share-the-register-write  K-3fa9c1d2  parameterised-function  led_regmap_write      4    1,036      3       13     1,020

      1 patch from 1 family in 4 files: 1,036 lines removed, 3 added for calls, 13 for helpers; net 1,020 gone.
      "
    `);
  });

  it("tells of a codemod's patches what they have", () => {
    const [entry] = LEDGER.patches;
    const totals = { ...LEDGER.totals, files: 1, removed: 9, addedCalls: 2, addedHelpers: 0, net: 7 };
    const patch = { ...entry!, family: "codemod:x", helper: "x", removed: 9, addedCalls: 2, net: 7 };
    expect(renderLedgerText({ ...LEDGER, totals, patches: [patch] }, PLAIN)).toMatchInlineSnapshot(`
      "patch                               removed  added  net gone
      0001-leds-share-the-register-write        9      2         7

      1 patch for 1 file: 9 lines removed, 2 added; net 7 gone.
      "
    `);
  });

  it("cuts nothing where there is no terminal", () => {
    const patch = { ...LEDGER.patches[0]!, patch: "x".repeat(500) };
    const wide = { colour: false, width: Number.POSITIVE_INFINITY };
    expect(renderLedgerText({ ...LEDGER, patches: [patch] }, wide)).toContain(patch.patch);
  });

  it("says when there is no patch", () => {
    expect(renderLedgerText({ ...LEDGER, patches: [] }, PLAIN)).toBe("No patches.\n");
  });
});

describe("renderVerdictsText", () => {
  it("says in 80 columns why a file is not proved and what may prove, instead of what every rung said", () => {
    const [patch] = VERDICTS.patches;
    const patches = [{ ...patch!, level: "builds" as const, files: [UNPROVED] }];
    const text = renderVerdictsText({ ...VERDICTS, patches }, { colour: false, width: 80 });
    expect(text.slice(text.indexOf("  drivers"), text.indexOf("\n\n1 patch"))).toMatchInlineSnapshot(`
      "  drivers/leds/leds-c.c: builds (compile)
          why: branches in another form, in c_write and 2 more
          270 runs of both sides, through 100% of its blocks, do the same.
          may prove: a macro that makes each function (leaves each function as it was,
          whole, in its own file); a helper for fewer statements (moves fewer
          branches)
          before: br (0 eq arg1 as i32), B1, B2
          after:  br (0 eq arg1 as i32), B1, B3"
    `);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("has a row a patch, what fell short, and the totals", () => {
    expect(renderVerdictsText(VERDICTS, PLAIN)).toMatchInlineSnapshot(`
      "verdict     patch                               files  shown by                    seconds
      equivalent  0001-leds-share-the-register-write      2  elf-symbols, llvm-ir-graph      3.8
      fails       0002-by-hand                            1  compile                         0.5

      0001-leds-share-the-register-write
        drivers/leds/leds-b.c: equivalent (llvm-ir-graph)
          b_write: the order of two loads
      0002-by-hand
        drivers/net/x.c: fails (compile)
          error: expected ';'
          second line
        note: checkpatch: WARNING: line length of 104 exceeds 100 columns

      2 patches: 1 equivalent, 1 fails
      "
    `);
  });

  it("tells what was seen running, but of a proved file not that its changed code never ran", () => {
    const seen = {
      ...{ emulator: "QEMU 7.2", driver: "e1000", device: "82540EM", exercised: ["ping"] },
      ...{ accesses: 5, changedLines: 2, ranLines: 2, difference: null },
    };
    const [first, ...others] = VERDICTS.patches;
    const show = (outcome: "equal" | "unseen", level: "identical" | "observed") => {
      const files = first!.files.map((file) => ({
        ...file,
        level,
        difference: null,
        observation: { ...seen, outcome },
      }));
      return renderVerdictsText(
        { ...VERDICTS, patches: [{ ...first!, files }, ...others] },
        { colour: false, width: 200 },
      );
    };
    const words =
      "seen running (e1000 on 82540EM under QEMU 7.2): 5 register accesses, the same before and after; 2 of 2";
    expect(show("equal", "observed")).toContain(words);
    expect(show("unseen", "observed")).toContain(words);
    expect(show("unseen", "identical")).not.toContain("seen running");
  });

  it("counts mutants where there are some, and names those that were not told apart", () => {
    const patches = VERDICTS.patches.map((patch, at) => (at === 0 ? { ...patch, mutants: MUTANTS } : patch));
    expect(renderVerdictsText({ ...VERDICTS, patches }, PLAIN)).toMatchInlineSnapshot(`
      "verdict     patch                               files  shown by                    mutants found  seconds
      equivalent  0001-leds-share-the-register-write      2  elf-symbols, llvm-ir-graph         5 of 7      9.9
      fails       0002-by-hand                            1  compile                                        0.5

      0001-leds-share-the-register-write
        drivers/leds/leds-b.c: equivalent (llvm-ir-graph)
          b_write: the order of two loads
        mutant drivers/leds/leds-b.c:12: comparison \`>\` to \`>=\`: harmless (llvm-ir-graph)
        mutant drivers/leds/leds-b.c:15: constant \`4\` to \`(4 + 1)\`: not told apart (llvm-ir-graph)
      0002-by-hand
        drivers/net/x.c: fails (compile)
          error: expected ';'
          second line
        note: checkpatch: WARNING: line length of 104 exceeds 100 columns

      2 patches: 1 equivalent, 1 fails
      "
    `);
  });

  it("tells a note on every patch once, at the end", () => {
    const patches = VERDICTS.patches.map((patch) => ({
      ...patch,
      notes: ["no style check", ...patch.notes],
    }));
    const text = renderVerdictsText({ ...VERDICTS, patches }, PLAIN);
    expect(text.match(/no style check/g)).toHaveLength(1);
    expect(text).toMatch(/\n\nnote on every patch: no style check\n\n2 patches/);
    expect(text).toContain("  note: checkpatch: WARNING");
    const [alone] = patches;
    expect(renderVerdictsText({ ...VERDICTS, patches: [alone!] }, PLAIN)).toContain("  note: no style check");
  });

  it("writes no control character that stood in the data", () => {
    for (const text of HOSTILE) {
      const patches = VERDICTS.patches.map((patch) => ({
        ...patch,
        patch: text,
        files: patch.files.map((file) => ({ ...file, file: text, rung: text, difference: text })),
        notes: [text],
        mutants: {
          ...MUTANTS,
          survivors: MUTANTS.survivors.map((one) => ({ ...one, file: text, was: text, now: text })),
        },
      }));
      expect(renderVerdictsText({ ...VERDICTS, patches }, PLAIN)).not.toMatch(UNSAFE);
    }
  });
});

describe("renderSkippedText", () => {
  it("lists every record and counts the reasons", () => {
    expect(renderSkippedText(SKIPPED, PLAIN)).toMatchInlineSnapshot(`
      "skipped     reason            detail
      net/a.c     parse-error       The function at line 12 has a syntax error.
      net/b.c     parse-error       The function at line 99 has a syntax error.
      K-00000001  net-not-positive  The fold would add as many lines as it removes.

      count  reason
          2  parse-error
          1  net-not-positive

      3 skipped
      "
    `);
  });

  it("is safe to print", () => {
    const skipped = HOSTILE.map((text) => ({ subject: text, reason: text, detail: text }));
    expect(renderSkippedText(skipped, PLAIN)).not.toMatch(UNSAFE);
    expect(renderSkippedText([], PLAIN)).toBe("Nothing was skipped.\n");
  });
});
