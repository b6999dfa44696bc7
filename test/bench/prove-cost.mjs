/**
 * What a proof costs beyond the compilers: wall time, the processor time of the programs that it starts and its own,
 * how busy it keeps the processors, and what a second run of the same series takes.
 *
 *   node test/bench/prove-cost.mjs KERNEL --build DIR [--workers N] [--series OUT] [FOLDER …]
 *
 * Folds each FOLDER (drivers/leds) with an empty cache and proves the series twice; --series takes a folder that
 * `kindred fold` wrote, which is copied. "Files" are compared sources. "Overhead" is what the workers' time comes to
 * above that of the programs, a file: it holds waiting too, so it says something on an idle machine only.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const kindred = resolve(import.meta.dirname, "../../packages/cli/dist/kindred.js");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { build: { type: "string" }, workers: { type: "string" }, series: { type: "string" } },
});
const [kernel, ...named] = positionals;
if (!kernel || !values.build) {
  console.error("usage: node test/bench/prove-cost.mjs KERNEL --build DIR [--workers N] [--series OUT] [FOLDER …]");
  process.exit(2);
}
const folders = values.series ? [resolve(values.series)] : named.length > 0 ? named : ["drivers/leds"];
const workers = Number(values.workers ?? availableParallelism());
const scratch = mkdtempSync(join(tmpdir(), "kindred-prove-cost-"));
const usageFile = join(scratch, "usage");
/** Writes the process's own time and that of the children it waited for, when it exits. */
const hook = `data:text/javascript,${encodeURIComponent(
  `import { readFileSync, writeFileSync } from "node:fs"; import { isMainThread } from "node:worker_threads";
   if (isMainThread) process.on("exit", () => {
     const fields = readFileSync("/proc/self/stat", "latin1").split(") ")[1].split(" ");
     const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
     writeFileSync(${JSON.stringify(usageFile)}, JSON.stringify({ own: (userCPUTime + systemCPUTime) / 1e6,
       programs: (Number(fields[13]) + Number(fields[14])) / 100, megabytes: Math.round(maxRSS / 1024) }));
   });`,
)}`;

function run(args) {
  const started = process.hrtime.bigint();
  const result = spawnSync(process.execPath, ["--import", hook, kindred, ...args], {
    cwd: kernel,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  if (result.status > 1) throw new Error(`kindred ${args.join(" ")}: exit ${result.status}\n${result.stderr}`);
  return { wall, ...JSON.parse(readFileSync(usageFile, "utf8")) };
}

function measure(folder) {
  const output = join(scratch, "out");
  if (values.series) cpSync(folder, output, { recursive: true });
  else run(["fold", folder, "--no-cache", "--output", output]);
  const build = ["--build", resolve(values.build), "--cache-dir", join(scratch, "cache"), "--workers", `${workers}`];
  const prove = () => run(["prove", output, "--kernel", ".", "--quiet", ...build]);
  const [first, second] = [prove(), prove()];
  const { patches } = JSON.parse(readFileSync(join(output, "verdicts.json"), "utf8"));
  rmSync(output, { recursive: true });
  rmSync(join(scratch, "cache"), { recursive: true });
  const files = patches.reduce((sum, patch) => sum + patch.files.length, 0);
  const overhead = (first.wall * workers - first.programs) / Math.max(1, files);
  const busy = (first.own + first.programs) / (first.wall * availableParallelism());
  const cells = [folder, patches.length, files, first.wall, first.programs, first.own, overhead];
  return [...cells, `${Math.round(100 * busy)}%`, `${first.megabytes} MB`, second.wall];
}

const show = (cell) => (typeof cell === "number" && !Number.isInteger(cell) ? cell.toFixed(2) : cell);
console.log(
  "| folder | patches | files | wall s | programs s | own s | overhead s a file | cores busy | peak | second run s |",
);
console.log("|---|---|---|---|---|---|---|---|---|---|");
try {
  for (const folder of folders) console.log(`| ${measure(folder).map(show).join(" | ")} |`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
