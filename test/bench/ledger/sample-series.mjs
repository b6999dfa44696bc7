import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A part of a series that applies by itself: whole groups of patches that touch files in common, drawn at random until
 * they hold `count` patches. Every group is drawn with a chance in proportion to its patches, so that the share of
 * verdicts says something of the whole series. A group of more than a tenth of the sample is left out, or it would be
 * the sample; the account tells how many patches such groups hold.
 */
export function sampleSeries(out, ledger, folder, { count, seed }) {
  const all = groupByFiles(ledger.patches);
  const groups = all.filter((group) => group.length <= Math.max(2, count / 10));
  const random = mulberry32(seed);
  const chosen = new Set();
  const order = groups
    .map((group) => ({ group, key: random() ** (1 / group.length) }))
    .sort((a, b) => b.key - a.key);
  for (const { group } of order) {
    if (chosen.size >= count) break;
    for (const patch of group) chosen.add(patch);
  }
  const patches = ledger.patches.filter((patch) => chosen.has(patch));
  mkdirSync(join(folder, "series"), { recursive: true });
  for (const { patch } of patches) {
    const name = join("series", `${patch}.patch`);
    copyFileSync(join(out, name), join(folder, name));
  }
  writeFileSync(join(folder, "ledger.json"), JSON.stringify({ ...ledger, patches }));
  return { patches, leftOut: all.filter((group) => !groups.includes(group)).flat().length };
}

/** Patches that share files, directly or through others. */
export function groupByFiles(patches) {
  const groupOf = new Map();
  for (const patch of patches) {
    const met = [...new Set(patch.files.map((file) => groupOf.get(file)).filter((group) => group !== undefined))];
    const group = met.reduce(
      (joined, other) => (joined === other ? joined : joined.concat(other)),
      [],
    );
    group.push(patch);
    for (const { files } of group) for (const file of files) groupOf.set(file, group);
  }
  return [...new Set(groupOf.values())];
}

/** A small random generator with a seed (public domain, by Tommy Ettinger). */
export function mulberry32(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
