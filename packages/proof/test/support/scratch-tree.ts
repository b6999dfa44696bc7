import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CText } from "@kindred/c-source";
import { diffTrees, type PatchFacts, type ProveRequest } from "@kindred/proof";
import { afterAll } from "vitest";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is gone after the tests. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kindred-proof-test-"));
  folders.push(folder);
  return folder;
}

/** Writes files, by path relative to `folder`. */
export function writeFiles(folder: string, files: Readonly<Record<string, CText>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text, "latin1");
  }
}

/** A change as a mail that `git am` takes. */
export interface Change {
  readonly name: string;
  readonly file: string;
  readonly from: CText | null;
  readonly to: CText | null;
  readonly more?: readonly {
    readonly file: string;
    readonly from: CText | null;
    readonly to: CText | null;
  }[];
}

/** Writes a series of mails into a new folder. */
export async function writeSeries(changes: readonly Change[]): Promise<string> {
  const folder = scratchFolder();
  for (const [at, { name, file, from, to, more = [] }] of changes.entries()) {
    const all = [{ file, from, to }, ...more];
    const { patch } = await diffTrees(
      all.map((one) => ({ file: one.file, before: one.from, after: one.to })),
    );
    const head = `From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\nFrom: A <a@example.org>\nDate: Sun, 22 Nov 2026 10:00:00 +0000\nSubject: [PATCH] ${name}\n\nText.\n---\n\n`;
    writeFileSync(join(folder, `${patchName(at, name)}.patch`), `${head}${patch}-- \n2.39.5\n`, "latin1");
  }
  return folder;
}

/** File name of a patch, without `.patch`. */
export function patchName(at: number, name: string): string {
  return `${String(at + 1).padStart(4, "0")}-${name.replaceAll(" ", "-")}`;
}

/** A request with the usual settings. */
export function requestFor(
  kernel: string,
  seriesDirectory: string,
  facts: readonly PatchFacts[] = [],
  more: Partial<ProveRequest> = {},
): ProveRequest {
  return {
    seriesDirectory,
    facts,
    kernel,
    cc: "gcc",
    configure: false,
    cacheDirectory: scratchFolder(),
    workers: 2,
    timeLimitSeconds: 60,
    ...more,
  };
}

/** Every file of a folder with its content, to see that nothing changed. */
export function snapshot(folder: string, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      for (const [file, text] of snapshot(path, `${prefix}${name}/`)) found.set(file, text);
    } else found.set(prefix + name, readFileSync(path, "latin1"));
  }
  return found;
}
