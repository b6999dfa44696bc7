import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createRandom } from "../recall/random.mjs";

/*
 * Draws families of a families.json by seed, some of every kind (type and grain) and the rest in proportion, and prints
 * two members of each one after the other, the way a judge reads them.
 *
 *   node test/bench/precision/sample.mjs --families FILE --tree ROOT [--seed 1] [--count 200] [--kind type-3/function]
 *        [--least 10] [--most-similarity 1] [--width 110] [--lines 45] [--diff]
 *
 * The first member is shown and another one by chance; with `--diff` of that one only what is different.
 */

const { values: args } = parseArgs({
  options: {
    families: { type: "string" },
    tree: { type: "string" },
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "200" },
    kind: { type: "string" },
    least: { type: "string", default: "10" },
    diff: { type: "boolean", default: false },
    "most-similarity": { type: "string", default: "1" },
    width: { type: "string", default: "110" },
    lines: { type: "string", default: "45" },
  },
});
if (args.families === undefined || args.tree === undefined) throw new Error("Name --families FILE and --tree ROOT.");

/** Of every kind at least so many are drawn, the others in proportion to the kind's size. */
const LEAST_OF_KIND = Number(args.least);

const random = createRandom(Number(args.seed));
const { families } = JSON.parse(readFileSync(args.families, "utf8"));
const byKind = new Map();
for (const family of families) {
  const kind = `${family.type}/${family.grain}`;
  if (family.similarity > Number(args["most-similarity"]) || (args.kind ?? kind) !== kind) continue;
  if (!byKind.has(kind)) byKind.set(kind, []);
  byKind.get(kind).push(family);
}
const population = [...byKind.values()].reduce((sum, list) => sum + list.length, 0);
const spare = Number(args.count) - LEAST_OF_KIND * byKind.size;
console.log([...byKind].map(([kind, { length }]) => `${kind}: ${length}`).join(", "));
let number = 0;
for (const kind of [...byKind.keys()].sort()) {
  const list = byKind.get(kind);
  for (const family of random.sample(list, LEAST_OF_KIND + Math.round((spare * list.length) / population))) show(family);
}

function show(family) {
  const { id, type, grain, similarity, lines, scope, members } = family;
  console.log(`\n#${++number} ${id} ${type}/${grain} sim=${similarity} lines=${lines} scope=${scope} members=${members.length}`);
  const [first, other] = [members[0], random.pick(members.slice(1))];
  showLines(first, linesOf(first));
  showLines(other, args.diff ? differences(linesOf(first), linesOf(other)) : linesOf(other));
}

function linesOf(member) {
  const text = readFileSync(join(args.tree, member.file), "latin1").split("\n");
  return text.slice(member.startLine - 1, member.endLine).map((line) => line.replaceAll("\t", "  ").slice(0, Number(args.width)));
}

function showLines(member, lines) {
  console.log(`--- ${member.file}:${member.startLine} ${member.function}`);
  console.log(lines.slice(0, Number(args.lines)).join("\n"));
  if (lines.length > Number(args.lines)) console.log(`… ${lines.length - Number(args.lines)} more lines`);
}

/** What `diff` tells of the second text, white space aside. */
function differences(before, after) {
  const folder = mkdtempSync(join(tmpdir(), "kindred-sample-"));
  try {
    const files = [before, after].map((lines, i) => {
      const file = join(folder, String(i));
      writeFileSync(file, `${lines.join("\n")}\n`, "latin1");
      return file;
    });
    const { stdout } = spawnSync("diff", ["-w", "-B", ...files], { encoding: "latin1" });
    return stdout.trimEnd().split("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
