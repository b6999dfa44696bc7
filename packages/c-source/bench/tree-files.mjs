import { readdirSync } from "node:fs";
import { join } from "node:path";

/** All `.c` files below a folder, sorted. */
export function listSources(root) {
  const names = readdirSync(root, { recursive: true }).map(String);
  return names
    .filter((name) => name.endsWith(".c"))
    .sort()
    .map((name) => join(root, name));
}

/** `count` of them, picked by xorshift32: the same ones for a seed on every machine. */
export function sampleSources(root, count, seed) {
  const pool = listSources(root);
  let state = seed;
  return Array.from({ length: Math.min(count, pool.length) }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return pool.splice((state >>> 0) % pool.length, 1)[0];
  });
}

/** Arguments `TREE [COUNT] [SEED]`, or the usage and exit 2. */
export function readArguments(script) {
  const [tree, count = "400", seed = "12345"] = process.argv.slice(2);
  if (!tree) {
    console.error(
      `usage: node packages/c-source/bench/${script} TREE [FILES] [SEED]   (after: npx tsc -b packages/c-source)`,
    );
    process.exit(2);
  }
  return { tree, count: Number(count), seed: Number(seed) };
}
