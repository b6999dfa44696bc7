/** Folding is done after a fold: what was folded is not found as a family again, and not folded again. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LedgerDocument } from "@kindred/fold";
import { expect, it } from "vitest";
import { copyOfMini, kindred, run, temporaryFolder } from "./support/run-kindred.ts";

interface Folded {
  readonly ledger: LedgerDocument;
  readonly found: ReadonlySet<string>;
  /** Families that met a fold of their own run. */
  readonly overlapped: ReadonlySet<string>;
}

function fold(tree: string, output: string): Folded {
  const { code, stderr } = kindred(["fold", tree, "--no-cache", "--output", output]);
  expect(code, stderr).toBe(0);
  const read = (name: string) => JSON.parse(readFileSync(join(output, name), "utf8"));
  const skipped: { subject: string; reason: string }[] = read("skipped.json").skipped;
  const left = skipped.filter(({ reason }) => reason === "overlaps-earlier-fold");
  return {
    ledger: read("ledger.json"),
    found: new Set(read("families.json").families.map(({ id }: { id: string }) => id)),
    overlapped: new Set(left.map(({ subject }) => subject)),
  };
}

it("finds no folded family again, and folds only what an earlier fold was in the way of", () => {
  const tree = copyOfMini();
  const outputs = temporaryFolder();
  const first = fold(tree, join(outputs, "first"));
  const git = (...args: string[]): void => {
    const who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgSign=false"];
    const { code, stderr } = run("git", [...who, ...args], { cwd: tree });
    expect(code, stderr).toBe(0);
  };
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "before");
  git(
    "am",
    "-q",
    ...first.ledger.patches.map(({ patch }) => join(outputs, "first/series", `${patch}.patch`)),
  );
  const second = fold(tree, join(outputs, "second"));
  for (const { family } of first.ledger.patches) expect([...second.found]).not.toContain(family);
  for (const { family, patch } of second.ledger.patches)
    expect([...first.overlapped], patch).toContain(family);
});
