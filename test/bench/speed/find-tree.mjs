import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { findFamilies } from "@kindred/clones";

/* One run of find over a tree, alone in its process: `node find-tree.mjs TREE WORKERS OUT`. Timings go to OUT. */
const [root, workers, out] = process.argv.slice(2);
const sources = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".c"))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .map((path) => ({ path, name: relative(root, path), size: statSync(path).size }));
const { document, timings } = await findFamilies({
  root,
  sources,
  options: { minTokens: 50, similarity: 0.7, includeBoilerplate: false, workers: Number(workers) },
  ...(process.env.WORKER_ENTRY ? { workerEntry: new URL(process.env.WORKER_ENTRY) } : {}),
});
writeFileSync(out, JSON.stringify({ summary: { ...document.summary, byClass: undefined }, timings }));
