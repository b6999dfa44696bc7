import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runKindred } from "./run-kindred.mjs";

/**
 * Whether folding is done after a fold: finds families again in the tree with the series applied, and folds again
 * those that a folded family is still in. @returns what was left of the folded families, and what a second fold does.
 */
export async function foldAgain({ kernel, repository, ledger, folder, folders, families }) {
  const tree = overlayKernel(kernel, repository, folder);
  const found = join(folder, "again.json");
  await runKindred(["find", ...folders, "--format", `json=${found}`], { cwd: tree });
  const after = JSON.parse(readFileSync(found, "utf8"));
  const before = new Map(JSON.parse(readFileSync(families, "utf8")).families.map((family) => [family.id, family]));
  const touched = new Set(ledger.patches.flatMap(({ files }) => files));
  const folded = new Set(ledger.patches.flatMap(({ family, otherFamilies = [] }) => [family, ...otherFamilies]));
  const prefix = after.root.slice(tree.length + 1);
  const near = after.families.filter(({ members }) => members.some(({ file }) => touched.has(join(prefix, file))));
  const still = near.filter(({ id }) => folded.has(id) && before.has(id));
  writeFileSync(found, JSON.stringify({ ...after, families: near }));
  await runKindred(["fold", "--families", found, "--output", join(folder, "again")], { cwd: tree });
  const { totals } = JSON.parse(readFileSync(join(folder, "again", "ledger.json"), "utf8"));
  return { folded: folded.size, still: still.length, near: near.length, patches: totals.patches, net: totals.net };
}

/** The kernel with the files of a repository in place of its own: hard links where the file system has them. */
function overlayKernel(kernel, repository, folder) {
  const tree = join(folder, "after");
  mkdirSync(tree);
  for (const part of ["Makefile", "drivers", "include"]) {
    try {
      execFileSync("cp", ["-al", join(kernel, part), tree], { stdio: "ignore" });
    } catch {
      rmSync(join(tree, part), { recursive: true, force: true });
      execFileSync("cp", ["-a", join(kernel, part), tree]);
    }
  }
  const names = execFileSync("git", ["ls-files", "-z"], { cwd: repository, encoding: "utf8" }).split("\0");
  for (const name of names.filter((each) => each !== "")) {
    rmSync(join(tree, name), { force: true }); // a hard link: the kernel's own file stays as it is
    mkdirSync(dirname(join(tree, name)), { recursive: true });
    cpSync(join(repository, name), join(tree, name));
  }
  return tree;
}
