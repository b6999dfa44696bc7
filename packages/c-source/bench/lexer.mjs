/** How fast a tree is read, lexed and searched for functions, each alone. Best of three rounds, so the files are in the page cache. */
import { closeSync, openSync, readSync } from "node:fs";
import { createFunctionTable, findFunctions, lex, TokenBuffer } from "../dist/index.js";
import { listSources, readArguments } from "./tree-files.mjs";

const { tree } = readArguments("lexer.mjs");
const files = listSources(tree);
const buffer = Buffer.allocUnsafe(64 << 20);
const tokens = new TokenBuffer();
const table = createFunctionTable();

function readInto(file) {
  const descriptor = openSync(file, "r");
  let length = 0;
  for (;;) {
    const got = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (got === 0) break;
    length += got;
  }
  closeSync(descriptor);
  return length;
}

function round() {
  const sum = { bytes: 0, tokens: 0, functions: 0, lines: 0, read: 0, lex: 0, find: 0 };
  for (const file of files) {
    const start = performance.now();
    const length = readInto(file);
    const afterRead = performance.now();
    sum.lines += lex(buffer, length, tokens).lines;
    const afterLex = performance.now();
    findFunctions(buffer, length, tokens, table);
    sum.find += performance.now() - afterLex;
    sum.lex += afterLex - afterRead;
    sum.read += afterRead - start;
    sum.bytes += length;
    sum.tokens += tokens.count;
    sum.functions += table.count;
  }
  return sum;
}

const best = [round(), round(), round()].reduce((a, b) => (a.lex <= b.lex ? a : b));
const rate = (milliseconds) => `${(best.bytes / 1e3 / milliseconds).toFixed(0)} MB/s`;
console.log(
  `${files.length} files, ${(best.bytes / 1e6).toFixed(1)} MB, ${best.lines} lines, ${best.functions} functions`,
);
console.log(
  `read ${rate(best.read)}, lex ${rate(best.lex)} (${(best.tokens / 1e3 / best.lex).toFixed(1)} Mtoken/s), functions ${rate(best.find)}`,
);
