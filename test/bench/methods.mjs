import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

/*
 * Both methods of find on one tree: families, members, similar lines, pairs of functions that both or only one of them
 * puts into a family, time and memory. Fragments, which only one method has, are left out of the comparison.
 *
 *   apt-get install time
 *   npm run build && node test/bench/methods.mjs --tree PATH [--similarity 0.7] [--list N]
 *
 * `--similarity` is drcomp's (0.7 is a mean distance of half a line); kindred's stays 0.7. `--list N` shows N pairs of each kind,
 * picked by position, to be read.
 */

const { values: args } = parseArgs({
  options: {
    tree: { type: "string" },
    similarity: { type: "string", default: "0.7" },
    list: { type: "string", default: "0" },
  },
});
if (args.tree === undefined) throw new Error("Name the tree: --tree PATH.");

const kindred = join(import.meta.dirname, "../../packages/cli/dist/kindred.js");
const folder = mkdtempSync(join(tmpdir(), "kindred-methods-"));
try {
  const numbers = new Map();
  const found = [run("kindred", "0.7"), run("drcomp", args.similarity)].map((result) => measure(result, numbers));
  console.table(Object.fromEntries(found.map(({ pairs, ...row }) => [row.method, row])));
  compare(found, [...numbers.keys()]);
} finally {
  rmSync(folder, { recursive: true });
}

/** One run in a process of its own, measured by GNU time. */
function run(method, similarity) {
  const file = join(folder, `${method}.json`);
  const find = [kindred, "find", args.tree, "--method", method, "--similarity", similarity, "--no-cache", "--quiet"];
  const argv = ["-f", "%e %M", process.execPath, ...find, "--format", `json=${file}`];
  const { stderr, status } = spawnSync("/usr/bin/time", argv, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const [seconds, kilobytes] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { method, similarity, seconds, megabytes: Math.round(kilobytes / 1024), ...JSON.parse(readFileSync(file, "utf8")) };
}

function measure({ method, similarity, seconds, megabytes, families, summary }, numbers) {
  const whole = families.filter(({ grain }) => grain === "function");
  const functions = new Map();
  for (const { members } of whole)
    for (const { file, startLine, endLine } of members) functions.set(`${file}:${startLine}`, endLine - startLine + 1);
  const lines = [...functions.values()].reduce((sum, each) => sum + each, 0);
  const pairs = pairsOf(whole, numbers);
  return {
    method,
    similarity,
    families: whole.length,
    members: functions.size,
    "similar lines": lines,
    share: `${((lines / summary.lines) * 100).toFixed(1)}%`,
    pairs,
    "pairs found": pairs.length,
    seconds,
    MB: megabytes,
  };
}

/** Every two functions of a family as one number, each pair once, sorted. */
function pairsOf(families, numbers) {
  const numberOf = ({ file, startLine, function: name }) => {
    const key = `${file}:${startLine} ${name}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key);
  };
  const ids = families.map(({ members }) => members.map(numberOf).sort((a, b) => a - b));
  const pairs = new Float64Array(ids.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0));
  let at = 0;
  for (const list of ids)
    for (let i = 0; i < list.length; i++)
      for (let j = i + 1; j < list.length; j++) pairs[at++] = list[i] * 2 ** 24 + list[j];
  pairs.sort();
  return pairs.filter((pair, i) => i === 0 || pair !== pairs[i - 1]);
}

function compare([first, second], names) {
  const kinds = { both: [], [`only ${first.method}`]: [], [`only ${second.method}`]: [] };
  const [both, left, right] = Object.values(kinds);
  for (let i = 0, j = 0; i < first.pairs.length || j < second.pairs.length; ) {
    const a = first.pairs[i] ?? Number.POSITIVE_INFINITY;
    const b = second.pairs[j] ?? Number.POSITIVE_INFINITY;
    (a === b ? both : a < b ? left : right).push(Math.min(a, b));
    if (a <= b) i++;
    if (b <= a) j++;
  }
  const total = both.length + left.length + right.length;
  for (const [kind, pairs] of Object.entries(kinds)) {
    console.log(`pairs, ${kind}: ${pairs.length} (${((pairs.length / total) * 100).toFixed(1)}%)`);
    const count = Math.min(Number(args.list), pairs.length);
    for (let n = 0; n < count; n++) {
      const pair = pairs[Math.floor((n * pairs.length) / count)];
      console.log(`  ${names[Math.floor(pair / 2 ** 24)]}  ${names[pair % 2 ** 24]}`);
    }
  }
}
