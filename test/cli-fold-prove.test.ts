/** `fold --prove`, `fold --strategy` and `prove --annotate` on the built command and corpus/mini. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LedgerDocument } from "@kindred/fold";
import type { VerdictsDocument } from "@kindred/proof";
import { beforeAll, describe, expect, it } from "vitest";
import { contents, kindred, MINI, temporaryFolder } from "./support/run-kindred.ts";

const cache = temporaryFolder();
const SHARED = ["--strategy", "shared-function,generator-macro"];
let proved: string;

function readJson<Document>(...path: string[]): Document {
  return JSON.parse(readFileSync(join(...path), "utf8")) as Document;
}

function mailsOf(output: string): string[] {
  const names = readdirSync(join(output, "series")).filter((name) => !name.startsWith("0000-"));
  return names.sort().map((name) => readFileSync(join(output, "series", name), "latin1"));
}

beforeAll(() => {
  proved = join(temporaryFolder(), "out");
  const { code, stderr } = kindred([
    "fold",
    MINI,
    ...SHARED,
    "--prove",
    "--cache-dir",
    cache,
    "--output",
    proved,
  ]);
  expect(stderr).not.toContain("next: kindred prove");
  expect(code, stderr).toBe(0);
});

describe("fold --prove", () => {
  it("writes the verdicts, and into each mail what was shown", () => {
    const { patches, totals } = readJson<VerdictsDocument>(proved, "verdicts.json");
    const ledger = readJson<LedgerDocument>(proved, "ledger.json");
    expect(patches.map(({ patch }) => patch)).toEqual(ledger.patches.map(({ patch }) => patch));
    expect(totals.fails).toBe(0);
    for (const [i, mail] of mailsOf(proved).entries()) {
      const said = /\n\nVerdict: (\w+) \(([^)]*)\)\.\n\nLines: /.exec(mail);
      expect(said?.[1], mail).toBe(patches[i]?.level);
      expect(said?.[2]).toMatch(/object code|LLVM IR|compiles/);
      for (const line of mail.slice(0, mail.indexOf("\n---\n")).split("\n").slice(6))
        expect(line.length).toBeLessThan(76);
    }
  });

  it.each([
    [["--build", "b"], "--prove"],
    [["--strategy", "calback"], "Did you mean `callback`?"],
    [["--strategy", "shared-function,"], "It is one of existing-helper, shared-function, "],
  ])("refuses %s", (args, hint) => {
    const { code, stderr } = kindred(["fold", MINI, "--output", join(temporaryFolder(), "out"), ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
  });

  it("refuses to prove what is no kernel", () => {
    const tree = temporaryFolder({ "a.c": "int a;\n" });
    const { code, stderr } = kindred(["fold", tree, "--prove", "--output", join(temporaryFolder(), "out")]);
    expect(code).toBe(3);
    expect(stderr).toContain("no kernel tree");
  });
});

describe("fold --strategy", () => {
  it("uses no other strategy", () => {
    const { patches } = readJson<LedgerDocument>(proved, "ledger.json");
    expect(new Set(patches.map(({ strategy }) => strategy))).toEqual(
      new Set(["shared-function", "generator-macro"]),
    );
  });
});

describe("prove --annotate", () => {
  it("writes the mails that fold --prove writes; without it the mails stay as they are", () => {
    const plain = join(temporaryFolder(), "out");
    expect(kindred(["fold", MINI, ...SHARED, "--output", plain]).code).toBe(0);
    const before = contents(join(plain, "series"));
    for (const mail of mailsOf(plain)) expect(mail).not.toContain("Verdict:");
    const words = ["prove", plain, "--kernel", MINI, "--cache-dir", cache];
    kindred(words);
    expect(contents(join(plain, "series"))).toEqual(before);
    kindred([...words, "--annotate"]);
    expect(contents(join(plain, "series"))).toEqual(contents(join(proved, "series")));
  });
});

describe("prove --mutants", () => {
  it("tells five mistakes apart in every helper that was proved, and says so in the mails", () => {
    const output = join(temporaryFolder(), "out");
    const watchdogs = join(MINI, "drivers/watchdog");
    expect(kindred(["fold", watchdogs, ...SHARED, "--output", output]).code).toBe(0);
    const words = ["prove", output, "--kernel", MINI, "--cache-dir", cache, "--mutants", "--annotate"];
    const { code, stdout } = kindred([...words, "--seed", "7"]);
    const { patches } = readJson<VerdictsDocument>(output, "verdicts.json");
    expect(code).toBe(0);
    expect(patches.length).toBeGreaterThan(2);
    for (const { mutants } of patches) expect(mutants).toMatchObject({ toldApart: 5, blind: [] });
    expect(stdout).toMatch(/mutants found/);
    for (const mail of mailsOf(output))
      expect(mail.replace(/\n/g, " ")).toMatch(
        /\)\. Of \d+ mistakes put into the helper on purpose the comparison found 5/,
      );
  });

  it("refuses a seed without mutants", () => {
    const { code, stderr } = kindred(["prove", proved, "--kernel", MINI, "--seed", "7"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("Add --mutants")]);
  });
});
