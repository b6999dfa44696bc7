/** Functions found here against those of universal-ctags (must be installed), matched by file and last line. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { decodeC, listFunctions } from "../dist/index.js";
import { readArguments, sampleSources } from "./tree-files.mjs";

const { tree, count, seed } = readArguments("functions-vs-ctags.mjs");
const files = sampleSources(tree, count, seed);
const ctagsArguments = ["--languages=C", "--c-kinds=f", "--fields=+ne", "-f", "-", "--sort=no", "-L", "-"];
const output = execFileSync("ctags", ctagsArguments, {
  input: files.join("\n"),
  maxBuffer: 1 << 30,
}).toString("latin1");

const tags = new Map(files.map((file) => [file, []]));
for (const line of output.split("\n")) {
  const [name, file] = line.split("\t");
  const end = /\tend:(\d+)/.exec(line);
  if (end) tags.get(file)?.push({ name, endLine: Number(end[1]) });
}
const sum = { ctags: 0, ours: 0, both: 0 };
const differences = [];
for (const file of files) {
  const ours = listFunctions(decodeC(readFileSync(file)));
  const ends = new Set(ours.map(({ endLine }) => endLine));
  const theirs = tags.get(file);
  sum.ours += ours.length;
  sum.ctags += theirs.length;
  for (const tag of theirs) {
    if (ends.has(tag.endLine)) sum.both++;
    else differences.push(`only ctags: ${file}:${tag.endLine} ${tag.name}`);
  }
  for (const span of ours) {
    if (!theirs.some(({ endLine }) => endLine === span.endLine))
      differences.push(`only here: ${file}:${span.endLine} ${span.name}`);
  }
}
console.log(differences.join("\n"));
console.log(
  `seed ${seed}: ${files.length} files, ctags ${sum.ctags} functions, here ${sum.ours}, in both ${sum.both} (${((sum.both / sum.ctags) * 100).toFixed(2)} %)`,
);
