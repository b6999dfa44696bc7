import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Edit, SourceEntry } from "@kindred/c-source";
import { runCodemod } from "@kindred/codemod";
import type { FoldPlan } from "@kindred/fold";
import { expect } from "vitest";

/** The edits of a plan's codemod, run as \`kindred apply\` does; the tree's names begin at \`from\`. */
export async function runPlanCodemod(
  plan: FoldPlan,
  files: Readonly<Record<string, string>>,
  from: string,
): Promise<Record<string, readonly Edit[]>> {
  const folder = mkdtempSync(join(tmpdir(), "kindred-fold-"));
  try {
    const codemod = join(folder, (JSON.parse(plan.codemodMeta) as { id: string }).id);
    mkdirSync(codemod);
    writeFileSync(join(codemod, "transform.ts"), plan.codemod);
    writeFileSync(join(codemod, "meta.json"), plan.codemodMeta);
    const all = Object.entries(files).map(([name, text]) => {
      const path = join(folder, "tree", name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, "latin1");
      return { path, name: name.slice(from.length), size: text.length };
    });
    const placeNew = (path: string): SourceEntry | undefined =>
      path in files || !path.startsWith(from) ? undefined : { name: path.slice(from.length), path, size: 0 };
    const isBuildFile = (name: string): boolean => !/\.[ch]$/.test(name);
    const findBuildFile = (path: string): SourceEntry | undefined =>
      all.find(({ name }) => path === from + name);
    const sources = all.filter(({ name }) => !isBuildFile(name));
    const { changes, skipped } = await runCodemod({ codemod, sources, workers: 1, placeNew, findBuildFile });
    expect(skipped).toEqual([]);
    return Object.fromEntries(changes.map(({ file, edits }) => [from + file, edits]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
