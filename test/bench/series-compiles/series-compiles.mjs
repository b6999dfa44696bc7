/**
 * Whether a whole series compiles: every source that it touches, in its final state, with the kernel's own command.
 *
 *   node test/bench/series-compiles/series-compiles.mjs KERNEL OUT --build BUILD [--includers N] [--seed S] [--workers N]
 *                                                       [--full] [--cache-dir DIR]
 *
 * OUT is what `kindred fold --output` wrote. The series is applied with `git am`; the tree is mirrored once, changed
 * files real and the rest symbolic links; each touched source that BUILD's configuration builds, and for each touched
 * header N sources more that include it (drawn with the seed), is compiled with `-fsyntax-only`. Where the compiler
 * complains, the untouched tree is asked the same: what it does not say there is new, and is listed with the patches
 * that touch the file. --full compiles wholly, which takes twice as long: only then warnings are found that need
 * the optimiser or the whole file, as that of a static function that nothing calls any more. A proof of the series takes
 * hours and says more (`kindred prove`); this takes a fraction of a second a source. Exit code 1 when anything is new.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openKernelTree } from "../../../packages/proof/dist/kernel/kernel-tree.js";
import { applySeries } from "../ledger/apply-series.mjs";
import { mulberry32 } from "../ledger/sample-series.mjs";
import { shown } from "../ledger/table.mjs";
import { askCommands } from "./ask-commands.mjs";
import { compileSeries } from "./compile-series.mjs";
import { drawIncluders } from "./draw-includers.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    build: { type: "string" },
    includers: { type: "string", default: "3" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: String(availableParallelism()) },
    full: { type: "boolean", default: false },
    "cache-dir": { type: "string" },
  },
});
if (positionals.length !== 2 || values.build === undefined) {
  console.error("usage: node test/bench/series-compiles/series-compiles.mjs KERNEL OUT --build BUILD [--includers N] [--seed S] [--workers N] [--full]");
  process.exit(2);
}
const [kernel, out] = positionals.map((path) => resolve(path));
const scratch = mkdtempSync(join(tmpdir(), "kindred-compiles-"));
try {
  const ledger = JSON.parse(readFileSync(join(out, "ledger.json"), "utf8"));
  note(`applying ${ledger.patches.length} patches`);
  const { repository } = applySeries(kernel, out, ledger, scratch);
  const touched = [...new Set(ledger.patches.flatMap(({ files }) => files))].sort();
  const choice = { kernel, build: values.build, cc: "gcc", cacheDirectory: values["cache-dir"] ?? join(scratch, "cache") };
  const tree = openKernelTree(choice);
  note("asking make for the compile commands");
  const commands = await askCommands(tree, touched, choice);
  const sources = touched.filter((file) => commands.has(file));
  const includers = drawIncluders(tree.kernel, touched, commands, { count: Number(values.includers), random: mulberry32(Number(values.seed)) });
  const startedAt = Date.now();
  const work = { tree, repository, touched, commands, files: [...new Set([...sources, ...includers])].sort(), scratch };
  const found = await compileSeries(work, { emit: values.full ? ["-S"] : ["-fsyntax-only"], workers: Number(values.workers), note });
  printFindings(found, ledger);
  const unbuilt = touched.filter((file) => file.endsWith(".c")).length - sources.length;
  console.log(
    `${shown(sources.length)} touched sources and ${shown(includers.length)} that only include a touched header compiled in ` +
      `${shown(Math.round((Date.now() - startedAt) / 1000))} s; ${shown(unbuilt)} touched sources are not built here. ` +
      `${shown(count(found, "error"))} do not compile, ${shown(count(found, "warning"))} have a new warning, ${shown(count(found, "unknown"))} could not be asked.`,
  );
  if (found.length > 0) process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function note(text) {
  console.error(`series-compiles: ${text}`);
}

function count(found, kind) {
  return found.filter((finding) => finding.kind === kind).length;
}

function printFindings(found, { patches }) {
  for (const { file, kind, said } of found) {
    console.log(`${kind}: ${file}`);
    for (const line of said) console.log(`  ${line}`);
    for (const { patch } of patches.filter(({ files }) => files.includes(file))) console.log(`  touched by ${patch}`);
  }
}
