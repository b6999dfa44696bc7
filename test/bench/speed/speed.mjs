import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { listSources } from "./list-sources.mjs";
import { measure } from "./measure.mjs";

/*
 * The speed bench: find, a plain read, a bare lexer, and over the same tree in the same run its fastest peers: sim_c
 * (Debian's similarity-tester) and, for trees that it can hold, jscpd 5. Compare the ratios; wall times of a busy machine say
 * little.
 *
 *   apt-get install similarity-tester time
 *   npm run build && node test/bench/speed/speed.mjs --tree PATH [--workers 2]
 */

/** jscpd takes 65 bytes of memory for each of source: beyond this it runs out of it. */
const LARGEST_FOR_JSCPD = 100;

const { values: args } = parseArgs({
  options: { tree: { type: "string" }, workers: { type: "string", default: String(availableParallelism()) } },
});
if (args.tree === undefined) throw new Error("Name the tree: --tree PATH.");

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), "kindred-speed-"));
try {
  const sources = listSources(args.tree);
  const megabytes = sources.reduce((sum, source) => sum + source.size, 0) / 1e6;
  console.log(`${args.tree}: ${sources.length} files, ${megabytes.toFixed(1)} MB; load ${loadavg()[0].toFixed(1)}`);
  const script = (name, ...rest) => [process.execPath, join(here, name), args.tree, ...rest];
  const read = row("read", measure("read", script("lex-tree.mjs", "read")));
  const lexer = row("lex, 1 thread", measure("lex", script("lex-tree.mjs", "lex")));
  const find = row(`find, ${args.workers} workers`, measure("find", script("find-tree.mjs", args.workers)));
  console.log(find.output.trim());
  console.log(
    `find: ${(megabytes / find.wall).toFixed(0)} MB/s; of its wall time a bare lexer takes ${percent(lexer, find)}, a plain read ${percent(read, find)}`,
  );
  against("sim_c -r 50 -i -n", simC(sources));
  if (megabytes <= LARGEST_FOR_JSCPD) against("jscpd -k 50 (exact)", jscpd());

  function against(name, peer) {
    if (row(name, peer) === undefined) return;
    const ratio = (key) => (find[key] / peer[key]).toFixed(2);
    console.log(`find against ${name}: wall ${ratio("wall")}, CPU ${ratio("cpu")}, memory ${ratio("memory")}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function simC(sources) {
  const list = join(folder, "files");
  writeFileSync(list, sources.map(({ path }) => `${path}\n`).join(""), "latin1");
  return measure("sim_c", ["sh", "-c", 'sim_c -r 50 -i -n < "$0" > /dev/null', list]);
}

/** From the registry into the scratch folder. Its binary is a package of its own, which a configuration may leave out. */
function jscpd() {
  const binary = `jscpd-${process.platform}-${process.arch}${process.platform === "linux" ? "-gnu" : ""}`;
  try {
    const install = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", folder, "jscpd@5", binary];
    execFileSync("npm", install, { stdio: "pipe" });
  } catch (error) {
    console.log(`jscpd: not measured (it cannot be installed: ${error.message.split("\n")[0]})`);
    return undefined;
  }
  return measure("jscpd", [
    join(folder, "node_modules/.bin/jscpd"),
    ...["-f", "c", "-k", "50", "-r", "silent", args.tree],
  ]);
}

/** Prints what was measured. */
function row(name, measured) {
  if (measured === undefined) return undefined;
  const { wall, cpu, memory } = measured;
  console.log(`${name.padEnd(20)} wall ${wall.toFixed(2)} s  CPU ${cpu.toFixed(2)} s  peak ${memory.toFixed(0)} MB`);
  return measured;
}

function percent(part, whole) {
  return `${((100 * part.wall) / whole.wall).toFixed(0)}%`;
}
