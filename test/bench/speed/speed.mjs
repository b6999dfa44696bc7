import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

/*
 * The speed bench: find, a bare lexer, a plain read and sim_c (Debian's similarity-tester: the fastest peer) over the
 * same tree in the same run. Compare the ratios; wall times of a busy machine say little.
 *
 *   apt-get install similarity-tester time
 *   npm run build && node test/bench/speed/speed.mjs --tree PATH [--workers 2]
 */

const { values: args } = parseArgs({
  options: { tree: { type: "string" }, workers: { type: "string", default: String(availableParallelism()) } },
});
if (args.tree === undefined) throw new Error("Name the tree: --tree PATH.");

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), "kindred-speed-"));
try {
  const files = execFileSync("find", [args.tree, "-name", "*.c", "-type", "f"], { maxBuffer: 1 << 28, encoding: "latin1" });
  const list = join(folder, "files");
  writeFileSync(list, files, "latin1");
  const megabytes = Number(execFileSync("sh", ["-c", 'tr "\\n" "\\0" | xargs -0 cat | wc -c'], { input: files })) / 1e6;
  const result = join(folder, "result.json");
  console.log(`${args.tree}: ${files.split("\n").length - 1} files, ${megabytes.toFixed(1)} MB; load ${loadavg()[0].toFixed(1)}`);
  measure("read", [process.execPath, join(here, "lex-tree.mjs"), args.tree, "read"]);
  const lexer = measure("lex, 1 thread", [process.execPath, join(here, "lex-tree.mjs"), args.tree, "lex"]);
  const find = measure(`find, ${args.workers} workers`, [
    process.execPath,
    join(here, "find-tree.mjs"),
    args.tree,
    args.workers,
    result,
  ]);
  const peer = measure("sim_c -r 50 -i -n", ["sh", "-c", `sim_c -r 50 -i -n < ${list} > /dev/null`]);
  console.log(JSON.stringify(JSON.parse(readFileSync(result, "utf8"))));
  console.log(`find: ${(megabytes / find.wall).toFixed(0)} MB/s, ${(find.wall / lexer.wall).toFixed(1)} x the bare lexer`);
  if (peer !== undefined) {
    console.log(`find against sim_c: wall ${(find.wall / peer.wall).toFixed(2)}, CPU ${(find.cpu / peer.cpu).toFixed(2)}, memory ${(find.memory / peer.memory).toFixed(2)}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Wall and CPU seconds and peak megabytes of a command, by GNU time; undefined when it fails. */
function measure(name, command) {
  const { status, stderr, error } = spawnSync("/usr/bin/time", ["-f", "%e %U %S %M", ...command], { encoding: "utf8" });
  if (error !== undefined || status !== 0) {
    console.log(`${name}: not measured (${error?.message ?? stderr.trim()})`);
    return undefined;
  }
  const [wall, user, system, kilobytes] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  const measured = { wall, cpu: user + system, memory: kilobytes / 1024 };
  console.log(`${name.padEnd(20)} wall ${wall.toFixed(2)} s  CPU ${measured.cpu.toFixed(2)} s  peak ${measured.memory.toFixed(0)} MB`);
  return measured;
}
