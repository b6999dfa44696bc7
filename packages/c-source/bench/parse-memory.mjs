/** Resident memory over 100,000 parses of a tree's functions, each freed at once. */
import { readFileSync } from "node:fs";
import { CParser, decodeC, listFunctions } from "../dist/index.js";
import { readArguments, sampleSources } from "./tree-files.mjs";

const { tree, count, seed } = readArguments("parse-memory.mjs");
const PARSES = 100_000;
const functions = sampleSources(tree, count, seed).flatMap((file) => {
  const text = decodeC(readFileSync(file));
  return listFunctions(text).map((span) => text.slice(span.start, span.end));
});
const parser = await CParser.create();
const megabytes = () => Math.round(process.memoryUsage().rss / 1e6);
for (let i = 0; i <= PARSES; i++) {
  if (i % (PARSES / 5) === 0) console.log(`after ${i} parses: ${megabytes()} MB`);
  parser.parseFunction(functions[i % functions.length]).free();
}
