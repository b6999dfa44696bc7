import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createRandom } from "../recall/random.mjs";
import { listSources } from "./list-sources.mjs";
import { measure } from "./measure.mjs";

/*
 * How the cost of find grows: an eighth, a quarter, half and all of a tree's files, drawn by seed, each part within the next.
 * The last column stays the same where cost grows linearly. What every run costs (starting threads, compiling hot
 * loops) makes it fall, the number of similar pairs makes it rise: a function meets its copies only when both are drawn.
 *
 *   npm run build && node test/bench/speed/growth.mjs --tree PATH [--seed 1] [--workers 2]
 */
const { values: args } = parseArgs({
  options: {
    tree: { type: "string" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: String(availableParallelism()) },
  },
});
if (args.tree === undefined) throw new Error("Name the tree: --tree PATH.");

const folder = mkdtempSync(join(tmpdir(), "kindred-growth-"));
try {
  const names = listSources(args.tree).map((source) => source.name);
  const drawn = createRandom(Number(args.seed)).sample(names, names.length);
  console.log("part   files       lines  families  wall s  CPU s  peak MB  CPU s per million lines");
  for (const part of [8, 4, 2, 1]) {
    const list = join(folder, "names");
    writeFileSync(list, drawn.slice(0, Math.ceil(drawn.length / part)).join("\n"), "latin1");
    const script = join(import.meta.dirname, "find-tree.mjs");
    const run = measure(`1/${part}`, [process.execPath, script, args.tree, args.workers, list]);
    if (run !== undefined) printRow(part, run, JSON.parse(run.output).summary);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function printRow(part, { wall, cpu, memory }, { files, lines, families }) {
  const cells = [
    `1/${part}`.padEnd(5),
    String(files).padStart(6),
    lines.toLocaleString("en-GB").padStart(11),
    families.toLocaleString("en-GB").padStart(9),
    wall.toFixed(2).padStart(7),
    cpu.toFixed(2).padStart(6),
    memory.toFixed(0).padStart(8),
    (cpu / (lines / 1e6)).toFixed(2).padStart(24),
  ];
  console.log(cells.join(" "));
}
