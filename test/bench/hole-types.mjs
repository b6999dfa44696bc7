#!/usr/bin/env node
/**
 * How many of the values in families' holes have a type that Kindred knows, and how many of these are of the type that
 * the compiler gives them: values are drawn at random from families of KERNEL/drivers, and the kernel's own compile
 * command is run on their files with an assertion beside each value.
 *
 *   node test/bench/hole-types.mjs KERNEL --build BUILD [--seed N] [--count N] [--families FILE] [--show]
 *
 * BUILD is a configured and prepared build folder; files that it does not build count for the first share only.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { CParser } from "../../packages/c-source/dist/index.js";
import { openKernelTree } from "../../packages/proof/dist/kernel/kernel-tree.js";
import { queryCompileCommands } from "../../packages/proof/dist/kernel/query-compile-commands.js";
import { askCompiler } from "./hole-types/ask-compiler.mjs";
import { sampleHoles } from "./hole-types/sample-holes.mjs";
import { mulberry32 } from "./ledger/sample-series.mjs";
import { runKindred } from "./ledger/run-kindred.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    build: { type: "string" },
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "600" },
    families: { type: "string" },
    show: { type: "boolean", default: false },
  },
});
const kernel = resolve(positionals[0] ?? ".");
const scratch = mkdtempSync(join(tmpdir(), "kindred-holes-"));
try {
  const holes = await drawHoles(await readFamilies());
  const verdicts = await askAll(holes.filter(({ type, isBitField }) => type !== undefined && !isBitField));
  printTable(holes, verdicts);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function readFamilies() {
  const file = options.families ?? join(scratch, "families.json");
  if (options.families === undefined)
    await runKindred(["find", "drivers", "--format", `json=${file}`], { cwd: kernel });
  return JSON.parse(readFileSync(file, "utf8")).families.filter(({ grain }) => grain === "function");
}

async function drawHoles(families) {
  const parser = await CParser.create();
  const tree = {
    root: kernel,
    readText: (path) => (isFile(path) ? readFileSync(join(kernel, path), "latin1") : undefined),
    list: (folder) => (existsSync(join(kernel, folder)) ? readdirSync(join(kernel, folder)) : []),
  };
  const context = { tree, parser, memberPrefix: "drivers/", random: mulberry32(Number(options.seed)) };
  const holes = [];
  for (const hole of sampleHoles(families, context)) {
    holes.push(hole);
    if (holes.length >= Number(options.count)) break;
  }
  parser.dispose();
  return holes;
}

function isFile(path) {
  return statSync(join(kernel, path), { throwIfNoEntry: false })?.isFile() ?? false;
}

async function askAll(holes) {
  const choice = { kernel, build: options.build, cc: "gcc", cacheDirectory: join(scratch, "cache") };
  const files = [...new Set(holes.map(({ file }) => file))].sort();
  const { commands } = await queryCompileCommands({ tree: openKernelTree(choice), files, ...choice });
  const verdicts = new Map();
  for (const file of files) {
    const here = holes.filter((hole) => hole.file === file);
    const command = commands.get(file);
    const answers = command ? askCompiler(kernel, command, file, here) : here.map(() => ({ verdict: "not built" }));
    here.forEach((hole, i) => verdicts.set(hole, answers[i]));
  }
  return verdicts;
}

function printTable(holes, verdicts) {
  console.log("| values | drawn | typed | asked | as the compiler says |\n|---|---|---|---|---|");
  const kinds = [...new Set(holes.map(({ kind }) => kind))].sort();
  for (const kind of kinds) printRow(kind, holes.filter((hole) => hole.kind === kind), verdicts);
  printRow("all", holes, verdicts);
  const count = (wanted) => [...verdicts.values()].filter(({ verdict }) => verdict === wanted).length;
  console.log(`\n${count("not built")} typed values are in files that the build leaves out; for ${count("refused")} the compiler understood no question.`);
  if (!options.show) return;
  for (const { file, text, type, kind } of holes) if (type === undefined) console.log(`unknown  ${kind}: ${text.slice(0, 100)}  (${file})`);
  for (const [{ file, text, type }, { verdict, says }] of verdicts)
    if (verdict === "wrong" || verdict === "refused") console.log(`${verdict}  ${text.slice(0, 100)}: ${type}, not ${says}  (${file})`);
}

function printRow(name, holes, verdicts) {
  const typed = holes.filter(({ type }) => type !== undefined);
  const asked = typed.map((hole) => verdicts.get(hole)?.verdict).filter((verdict) => verdict === "right" || verdict === "wrong");
  const right = asked.filter((verdict) => verdict === "right");
  const share = (part, whole) => `${part.length} (${((100 * part.length) / Math.max(1, whole.length)).toFixed(1)} %)`;
  console.log(`| ${name} | ${holes.length} | ${share(typed, holes)} | ${asked.length} | ${share(right, asked)} |`);
}
