#!/usr/bin/env node
/**
 * Time and memory of reading the declarations of every header below a folder:
 *   node packages/c-source/bench/declarations.mjs LINUX/include
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { indexDeclarations } from "../dist/declared-types/declaration-index.js";

const [folder] = process.argv.slice(2);
const texts = readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(".h"))
  .map((name) => readFileSync(join(folder, name), "latin1"));
const megabytes = texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
const started = process.cpuUsage().user;
const indexes = texts.map((text) => indexDeclarations(text));
const seconds = (process.cpuUsage().user - started) / 1e6;
const count = (part) => indexes.reduce((sum, index) => sum + index[part].size, 0);
console.log(
  `${texts.length} headers, ${megabytes.toFixed(1)} MB: ${seconds.toFixed(2)} s, ${(megabytes / seconds).toFixed(0)} MB/s`,
);
console.log(
  `${count("records")} structs, ${count("typedefs")} typedefs, ${count("functions")} functions, ${count("enumerators")} enumerators`,
);
console.log(
  `${(process.memoryUsage().heapUsed / 1e6).toFixed(0)} MB of memory with all of them and the texts`,
);
