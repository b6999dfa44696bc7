/** Functions that parse without an error: with an empty macro profile, with the kernel's, and as `parseFunction` does it; with the speed of the last. */
import { readFileSync } from "node:fs";
import {
  applyMacroProfile,
  CParser,
  decodeC,
  kernelMacroProfile,
  listFunctions,
  soleFunction,
} from "../dist/index.js";
import { readArguments, sampleSources } from "./tree-files.mjs";

const { tree, count, seed } = readArguments("parse-share.mjs");
const parser = await CParser.create();
const raw = await rawParser();
const sum = { functions: 0, before: 0, profile: 0, after: 0, lost: 0, bytes: 0, milliseconds: 0 };

/** tree-sitter as it comes, for the share before: CParser always rewrites something. */
async function rawParser() {
  const { Language, Parser } = await import("web-tree-sitter");
  const { createRequire } = await import("node:module");
  const language = await Language.load(
    createRequire(import.meta.url).resolve("tree-sitter-c/tree-sitter-c.wasm"),
  );
  return new Parser().setLanguage(language);
}

function isCleanRaw(text) {
  const parsed = raw.parse(text);
  const isClean = !parsed.rootNode.hasError && soleFunction(parsed.rootNode) !== undefined;
  parsed.delete();
  return isClean;
}

function measure(text) {
  const before = isCleanRaw(text);
  const start = performance.now();
  const parsed = parser.parseFunction(text);
  sum.milliseconds += performance.now() - start;
  const after = parsed.clean && soleFunction(parsed.root) !== undefined;
  parsed.free();
  sum.functions++;
  sum.bytes += text.length;
  if (before) sum.before++;
  if (isCleanRaw(applyMacroProfile(text, kernelMacroProfile))) sum.profile++;
  if (after) sum.after++;
  if (before && !after) sum.lost++;
}

const files = sampleSources(tree, count, seed);
for (const file of files) {
  const text = decodeC(readFileSync(file));
  for (const span of listFunctions(text)) measure(text.slice(span.start, span.end));
}
const share = (part) => `${((part / sum.functions) * 100).toFixed(2)} %`;
console.log(`seed ${seed}: ${files.length} files, ${sum.functions} functions`);
console.log(
  `without an error: plain ${share(sum.before)}, after the profile ${share(sum.profile)}, parseFunction ${share(sum.after)}; lost ${sum.lost}`,
);
console.log(`parseFunction ${(sum.bytes / 1e3 / sum.milliseconds).toFixed(1)} MB/s`);
