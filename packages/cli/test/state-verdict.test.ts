import type { FileVerdict, PatchVerdict } from "@kindred/proof";
import { expect, it } from "vitest";
import { stateVerdict } from "../src/series/state-verdict.ts";

const BODY = "Two functions are the same.\n\nLines: 9 removed; net 5 gone.\nKindred-family: K-00000001";

function verdict(level: PatchVerdict["level"], ...files: Partial<FileVerdict>[]): PatchVerdict {
  return { patch: "0001-a", level, notes: [], files: files as FileVerdict[] };
}

it("says in words what the rung showed, ahead of the account of lines", () => {
  const proved = verdict("identical", { file: "a.c", level: "identical", rung: "elf-symbols" });
  expect(stateVerdict(BODY, proved)).toBe(
    "Two functions are the same.\n\n" +
      "Verdict: identical (the object code is the same, symbol by symbol, once\nthe helper is inlined).\n\n" +
      "Lines: 9 removed; net 5 gone.\nKindred-family: K-00000001",
  );
});

it("replaces what an earlier proof said", () => {
  const first = verdict("builds", { file: "a.c", level: "builds", rung: "compile" });
  const second = verdict("unbuilt");
  expect(stateVerdict(stateVerdict(BODY, first), second)).toBe(stateVerdict(BODY, second));
});

it("tells files apart that fared differently, and never claims equality for a file that was not built", () => {
  const mixed = verdict(
    "unbuilt",
    { file: "drivers/a.c", level: "equivalent", rung: "llvm-ir-graph" },
    { file: "drivers/b.c", level: "unbuilt", rung: "compile-command" },
  );
  const text = stateVerdict("Why.", mixed).replace(/\n/g, " ");
  expect(text).toContain(
    "Verdict: unbuilt (a.c: the optimised LLVM IR of every function is the same graph; b.c: this configuration does not compile it).",
  );
});

it("stands ahead of a sign-off and behind a body without trailers", () => {
  expect(stateVerdict("Why.\n\nSigned-off-by: A <a@b.c>", verdict("builds"))).toMatch(
    /Verdict: builds[\s\S]*\n\nSigned-off-by/,
  );
  expect(stateVerdict("Why: it is shorter.\nMuch.", verdict("builds"))).toMatch(/Much\.\n\nVerdict: builds/);
});

it("says how many mistakes put into the helper were found, and none where that was not tried", () => {
  const proved = verdict("identical", { file: "a.c", level: "identical", rung: "elf-symbols" });
  const counts = { compared: 5, toldApart: 5, rejected: 0, seconds: 1, blind: [], survivors: [] };
  const place = { file: "a.c", line: 2, operator: "constant", was: "1", now: "2", rung: "elf-symbols" };
  const survivors = [true, false].map((harmless) => ({ ...place, harmless }));
  const wordsOf = (mutants: PatchVerdict["mutants"]): string =>
    stateVerdict("Why.", { ...proved, ...(mutants && { mutants }) }).replace(/\s+/g, " ");
  expect(wordsOf(undefined)).toMatch(/inlined\)\.$/);
  expect(wordsOf(counts)).toMatch(
    /\)\. Of 5 mistakes put into the helper on purpose the comparison found 5\.$/,
  );
  expect(wordsOf({ ...counts, compared: 7, survivors })).toMatch(
    /Of 7 mistakes .* found 5; 1 gives the same object byte by byte; 1 went unseen\.$/,
  );
});

it("says why a file is not proved, and what may prove, in a sentence", () => {
  const cause = { kind: "function-names", function: "foo", before: [], after: [], shown: "" } as const;
  const advice = [{ shape: "macro", why: "keeps __func__ of each function" }] as const;
  const open = { file: "a.c", level: "builds", rung: "compile", cause, advice } as const;
  expect(stateVerdict("Why.", verdict("builds", open)).replace(/\n/g, " ")).toMatch(
    /nothing more was shown\. The cause: names of functions that the code prints in foo; a macro .* may prove\)\.$/,
  );
});
