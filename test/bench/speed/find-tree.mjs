import { readFileSync } from "node:fs";
import { findFamilies } from "@kindred/clones";
import { listSources } from "./list-sources.mjs";

/*
 * One run of find, alone in its process: `node find-tree.mjs TREE WORKERS [NAMES]`, over all C files of the tree or those
 * that the file NAMES lists. Prints summary and timings as JSON.
 */
const [root, workers, names] = process.argv.slice(2);
const chosen = names === undefined ? undefined : new Set(readFileSync(names, "latin1").split("\n"));
const { document, timings } = await findFamilies({
  root,
  sources: listSources(root).filter((source) => chosen === undefined || chosen.has(source.name)),
  options: { minTokens: 50, similarity: 0.7, includeBoilerplate: false, workers: Number(workers) },
  ...(process.env.WORKER_ENTRY ? { workerEntry: new URL(process.env.WORKER_ENTRY) } : {}),
});
console.log(JSON.stringify({ summary: { ...document.summary, byClass: undefined }, timings }));
