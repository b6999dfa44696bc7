import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { lex, TokenBuffer } from "@kindred/c-source";

/* The floor: reads every C file of a tree, and with `lex` as the second argument lexes it too, in one thread. */
const [root, what] = process.argv.slice(2);
const buffer = Buffer.allocUnsafe(8 << 20);
const tokens = new TokenBuffer();
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith(".c")) continue;
  const descriptor = openSync(join(entry.parentPath ?? entry.path, entry.name), "r");
  const length = readSync(descriptor, buffer, 0, buffer.length, null);
  closeSync(descriptor);
  if (what === "lex") lex(buffer, length, tokens);
}
