/**
 * What folding a whole kernel gives: families found, folded by strategy and refused by reason; lines; verdicts.
 *
 *   node test/bench/ledger/ledger.mjs KERNEL [--build DIR] [--classes leds,watchdog] [--sample N] [--seed S]
 *                                     [--families FILE] [--cache-dir DIR] [--keep DIR] [--again]
 *                                     [--fold-only]
 *
 * Finds and folds the drivers of a kernel (all classes, or those named), applies the whole series with `git am` to a
 * scratch repository and compares its lines with the ledger's, and proves it against a build folder. A proof takes
 * about two seconds a file: --sample proves a part of the series, drawn by groups of patches that share files. With
 * --cache-dir a proof that was interrupted goes on where it stopped. --again finds and folds in the tree with the
 * series applied: nothing must be left to do. --keep leaves families, series and verdicts in a folder.
 * --fold-only stops behind the folding: what it gives, how long it takes and how much memory. Figures go to stdout as
 * Markdown, with what was measured, of which commit, when and how: as it can be kept in docs/results. Progress goes to
 * stderr.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { applySeries } from "./apply-series.mjs";
import { classTable } from "./class-table.mjs";
import { foldAgain } from "./fold-again.mjs";
import { header } from "./header.mjs";
import { runKindred } from "./run-kindred.mjs";
import { sampleSeries } from "./sample-series.mjs";
import { countBy, shown, table } from "./table.mjs";
import { verdictTable } from "./verdict-table.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    build: { type: "string" },
    classes: { type: "string" },
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    families: { type: "string" },
    "cache-dir": { type: "string" },
    keep: { type: "string" },
    again: { type: "boolean", default: false },
    "fold-only": { type: "boolean", default: false },
  },
});
if (positionals.length !== 1) {
  console.error("usage: node test/bench/ledger/ledger.mjs KERNEL [--build DIR] [--classes a,b] [--sample N] [--seed S] [--again] [--fold-only]");
  process.exit(2);
}
const kernel = resolve(positionals[0]);
const folders = values.classes?.split(",").map((name) => `drivers/${name}`) ?? ["drivers"];
const folder = values.keep ? resolve(values.keep) : mkdtempSync(join(tmpdir(), "kindred-ledger-"));
mkdirSync(folder, { recursive: true });
const readJson = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const note = (text) => console.error(`ledger: ${text}`);
const print = (...lines) => console.log(`${lines.join("\n")}\n`);

try {
  print(...header(kernel, folders, values));
  const { families, out } = await foldKernel();
  const ledger = readJson(out, "ledger.json");
  const skipped = readJson(out, "skipped.json").skipped;
  printFolds(readJson(families), ledger, skipped);
  if (!values["fold-only"]) await applyAndProve(out, ledger, families);
} finally {
  if (!values.keep) rmSync(folder, { recursive: true, force: true });
}

async function applyAndProve(out, ledger, families) {
  note("applying the series");
  const startedAt = Date.now();
  const applied = applySeries(kernel, out, ledger, folder);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  print(
    `Applied with \`git am\` in ${shown(seconds)} s: ${shown(applied.patches)} patches; git counts ${shown(applied.removed)} lines removed and ` +
      `${shown(applied.added)} added over all, net ${shown(applied.removed - applied.added)} (ledger: ${shown(ledger.totals.net)}).`,
  );
  if (applied.removed - applied.added !== ledger.totals.net) process.exitCode = 1;
  if (values.build) await prove(out, ledger);
  if (values.again) {
    note("finding and folding again");
    const again = await foldAgain({ kernel, repository: applied.repository, ledger, folder, folders, families });
    print(
      `Again in the tree with the series applied: of ${shown(again.folded)} folded families ${shown(again.still)} are found again; ` +
        `folding the ${shown(again.near)} families in touched files gives ${shown(again.patches)} patches, net ${shown(again.net)}.`,
    );
  }
}

async function foldKernel() {
  const families = values.families ? resolve(values.families) : join(folder, "families.json");
  const out = join(folder, "out");
  if (!existsSync(families)) {
    note(`finding families in ${folders.join(" ")}`);
    report("find", await runKindred(["find", ...folders, "--format", `json=${families}`], { cwd: kernel }));
  }
  note("folding");
  report("fold", await runKindred(["fold", "--families", families, "--output", out], { cwd: kernel }));
  return { families, out };
}

function report(verb, { seconds, cpuSeconds, megabytes }) {
  print(`${verb}: ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s CPU), ${shown(megabytes)} MB`);
}

function printFolds(document, ledger, skipped) {
  const lines = new Map(document.families.map(({ id, removableLines }) => [id, removableLines]));
  const { totals } = ledger;
  print(
    `${shown(document.families.length)} families found; ${shown(totals.families)} folded by ${shown(totals.patches)} patches in ` +
      `${shown(totals.files)} files: ${shown(totals.removed)} lines removed, ${shown(totals.addedCalls)} added for calls, ` +
      `${shown(totals.addedHelpers)} for helpers; net ${shown(totals.net)}.`,
  );
  const folded = countBy(
    ledger.patches,
    ({ strategy }) => strategy,
    ({ net }) => net,
  );
  print(
    table(
      ["strategy", "families", "patches", "removed", "added for calls", "added for helpers", "net"],
      folded.map(([strategy, { count, weight }]) => {
        const some = ledger.patches.filter((patch) => patch.strategy === strategy);
        const sum = (key) => some.reduce((total, patch) => total + patch[key], 0);
        const ids = new Set(some.flatMap(({ family, otherFamilies = [] }) => [family, ...otherFamilies]));
        return [strategy, ids.size, count, sum("removed"), sum("addedCalls"), sum("addedHelpers"), weight];
      }),
    ),
  );
  print(classTable(document, kernel, ledger));
  const refused = countBy(
    skipped,
    ({ reason }) => reason,
    ({ subject }) => lines.get(subject) ?? 0,
  );
  print(
    table(
      ["refused because of", "families", "removable lines"],
      refused.map(([reason, { count, weight }]) => [reason, count, weight]),
    ),
  );
}

async function prove(out, ledger) {
  const isSampled = values.sample !== undefined;
  const proved = isSampled ? join(folder, "sample") : out;
  if (isSampled) rmSync(proved, { recursive: true, force: true });
  const { patches, leftOut } = isSampled
    ? sampleSeries(out, ledger, proved, { count: Number(values.sample), seed: Number(values.seed) })
    : { patches: ledger.patches, leftOut: 0 };
  note(`proving ${patches.length} of ${ledger.patches.length} patches`);
  const cache = values["cache-dir"] ? ["--cache-dir", resolve(values["cache-dir"])] : [];
  const args = ["prove", proved, "--kernel", kernel, "--build", resolve(values.build), ...cache];
  report("prove", await runKindred(args, { accepted: [0, 1, 3] }));
  const sample = isSampled ? `A sample of ${shown(patches.length)} patches (seed ${values.seed}; ${shown(leftOut)} of ${shown(ledger.patches.length)} patches share files with so many others that they are not drawn)` : "All patches";
  print(`${sample}:`, "", verdictTable(patches, readJson(proved, "verdicts.json")));
}
