import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/*
 * The share of judged families that are right, by kind and over all kinds, each kind weighing what it makes up of the
 * families found (`population`), because small kinds are drawn more often than their share.
 *
 *   node test/bench/precision/score.mjs [FILE …]
 *
 * Without names: every file under judgements/.
 */

const folder = join(import.meta.dirname, "judgements");
const named = process.argv.slice(2);
const files = named.length > 0 ? named : readdirSync(folder).sort().map((name) => join(folder, name));
for (const file of files) score(file);

function score(file) {
  const { kernel, tree, seed, rules, population, judgements } = JSON.parse(readFileSync(file, "utf8"));
  console.log(`\n${file.split("/").at(-1)}: Linux ${kernel} ${tree}/, seed ${seed}, rules: ${rules}`);
  const total = Object.values(population).reduce((sum, count) => sum + count, 0);
  let weighted = 0;
  for (const [kind, count] of Object.entries(population)) {
    const own = judgements.filter(({ type, grain }) => `${type}/${grain}` === kind);
    if (own.length === 0) throw new Error(`${file}: no judgement of ${kind}`);
    const right = own.filter(({ verdict }) => verdict === "right").length;
    weighted += (count / total) * (right / own.length);
    console.log(`${kind.padEnd(18)} ${right}/${own.length}  ${percent(right / own.length)}  of ${count} families`);
  }
  const right = judgements.filter(({ verdict }) => verdict === "right").length;
  console.log(`${"judged".padEnd(18)} ${right}/${judgements.length}  ${percent(right / judgements.length)}`);
  console.log(`${"weighted".padEnd(18)} ${percent(weighted)}`);
}

function percent(share) {
  return `${(100 * share).toFixed(1)}%`;
}
