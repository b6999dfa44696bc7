/**
 * The main job's figures on a real kernel: families, patches, net lines and verdicts of driver folders, with wall
 * time and peak memory of each command.
 *
 *   node test/bench/main-job.mjs KERNEL [--build DIR] [FOLDER …]
 *
 * Without --build the proof configures a build folder in the cache first, which takes minutes once; that run is not
 * in the figures. Peak memory is that of the largest single Kindred process; compilers are not counted.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const kindred = resolve(import.meta.dirname, "../../packages/cli/dist/kindred.js");
const { values, positionals } = parseArgs({ allowPositionals: true, options: { build: { type: "string" } } });
const [kernel, ...named] = positionals;
if (!kernel) {
  console.error("usage: node test/bench/main-job.mjs KERNEL [--build DIR] [FOLDER …]");
  process.exit(2);
}
const folders = named.length > 0 ? named : ["drivers/leds", "drivers/watchdog", "drivers/net/ethernet/sfc"];
const scratch = mkdtempSync(join(tmpdir(), "kindred-main-job-"));
const peakFile = join(scratch, "peak");
const peakHook = `data:text/javascript,${encodeURIComponent(
  `import { writeFileSync } from "node:fs"; import { isMainThread } from "node:worker_threads";
   if (isMainThread) process.on("exit", () => writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS)));`,
)}`;

function run(args) {
  const started = process.hrtime.bigint();
  const result = spawnSync(process.execPath, ["--import", peakHook, kindred, ...args], {
    cwd: kernel,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (result.status !== 0) throw new Error(`kindred ${args.join(" ")}: exit ${result.status}\n${result.stderr}`);
  return `${seconds.toFixed(1)} s, ${Math.round(Number(readFileSync(peakFile, "utf8")) / 1024)} MB`;
}

const readJson = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const nonZero = (totals) =>
  Object.entries(totals)
    .filter(([, count]) => count > 0)
    .map(([level, count]) => `${count} ${level}`)
    .join(", ") || "-";

console.log("| folder | families | patches | net lines | verdicts | find | fold | prove |");
console.log("|---|---|---|---|---|---|---|---|");
try {
  for (const folder of folders) {
    const output = join(scratch, folder.replaceAll("/", "-"));
    const families = join(scratch, "families.json");
    const find = run(["find", folder, "--no-cache", "--format", `json=${families}`]);
    const fold = run(["fold", folder, "--no-cache", "--output", output]);
    const { totals } = readJson(output, "ledger.json");
    // With a build folder of the caller's, nothing kept from an earlier proof is used.
    const build = values.build
      ? ["--build", resolve(values.build), "--cache-dir", join(scratch, "cache")]
      : ["--configure"];
    const prove = totals.patches > 0 ? run(["prove", output, "--kernel", ".", ...build]) : "-";
    const verdicts = totals.patches > 0 ? nonZero(readJson(output, "verdicts.json").totals) : "-";
    const count = readJson(families).summary.families;
    console.log(
      `| ${folder} | ${count} | ${totals.patches} | ${totals.net} | ${verdicts} | ${find} | ${fold} | ${prove} |`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
