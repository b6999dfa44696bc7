import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { listFunctions } from "@kindred/c-source";
import { findFamilies } from "@kindred/clones";
import { MUTATIONS } from "./mutations.mjs";
import { createRandom } from "./random.mjs";
import { splitStatements, tokenize } from "./statements.mjs";

/*
 * The recall bench: takes real functions of a tree by seed, plants clones of them in files of their own next to the
 * tree, and counts how many `findFamilies` puts into one family with their originals.
 *
 *   npm run build && node test/bench/recall/recall.mjs --tree PATH [--seed 1] [--count 200] [--similarity 0.7] [--misses] [--together]
 *
 * Each kind is planted and searched for by itself; `--together` plants all kinds at once, so that every original has a
 * dozen clones that are less like one another than like the original.
 */

const { values: args } = parseArgs({
  options: {
    tree: { type: "string" },
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "200" },
    "min-tokens": { type: "string", default: "50" },
    similarity: { type: "string", default: "0.7" },
    workers: { type: "string", default: String(availableParallelism()) },
    misses: { type: "boolean", default: false },
    together: { type: "boolean", default: false },
  },
});
if (args.tree === undefined) throw new Error("Name the tree: --tree PATH.");

/** Tokens of a statement that may be planted. */
const LONGEST_INSERTION = 16;

const random = createRandom(Number(args.seed));
const minTokens = Number(args["min-tokens"]);
const sources = listSources(args.tree);
const originals = pickFunctions(Number(args.count));
const pool = originals.flatMap(({ text }) => simpleStatements(text));
const kinds = Object.keys(MUTATIONS);
for (const batch of args.together ? [kinds] : kinds.map((kind) => [kind])) await measure(batch);

/** Plants the clones of some kinds, runs find, counts, and clears the clones away. */
async function measure(kindsNow) {
  const folder = mkdtempSync(join(tmpdir(), "kindred-recall-"));
  try {
    const planted = plant(folder, kindsNow);
    const result = await findFamilies({
      root: args.tree,
      sources: [...sources, ...planted.map(({ path, name, size }) => ({ path, name, size }))],
      options: {
        minTokens,
        similarity: Number(args.similarity),
        includeBoilerplate: false,
        workers: Number(args.workers),
      },
      ...(process.env.WORKER_ENTRY ? { workerEntry: new URL(process.env.WORKER_ENTRY) } : {}),
    });
    report(planted, result.document.families, kindsNow);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function listSources(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".c"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => ({ path, name: relative(root, path), size: statSync(path).size }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Functions of at least `minTokens` tokens, from random files, at most two of a file. */
function pickFunctions(count) {
  const picked = [];
  for (const source of random.sample(sources, sources.length)) {
    const text = readFileSync(source.path, "latin1");
    const large = listFunctions(text)
      .map((span) => ({ source, span, text: text.slice(span.start, span.end) }))
      .filter((candidate) => tokenize(candidate.text).length >= minTokens);
    picked.push(...random.sample(large, 2));
    if (picked.length >= count) break;
  }
  return picked.slice(0, count);
}

function simpleStatements(text) {
  const tokens = tokenize(text);
  return splitStatements(tokens)
    .filter(({ simple, from, to }) => simple && to - from <= LONGEST_INSERTION && !isNested(tokens.slice(from, to)))
    .map(({ from, to }) => text.slice(tokens[from].start, tokens[to - 1].end));
}

/** A statement within a statement: a loop macro or a condition in front. */
function isNested(tokens) {
  return tokens.some((token) => ["for", "if", "while", "do"].includes(token.text)) || /^[a-z_]*for_each/.test(tokens[0].text);
}

function plant(folder, kindsNow) {
  const planted = [];
  for (const kind of kindsNow) {
    const mutate = MUTATIONS[kind];
    originals.forEach((original, i) => {
      const text = mutate(original.text, random, pool);
      if (text === undefined || text === original.text) return;
      const name = `planted/${kind}-${i}.c`;
      const path = join(folder, name.replace("/", "-"));
      writeFileSync(path, `${text}\n`, "latin1");
      planted.push({ kind, original, path, name, size: text.length + 1, text });
    });
  }
  return planted;
}

function report(planted, families, kindsNow) {
  const familiesOf = new Map();
  families.forEach((family, i) => {
    for (const { file, startLine } of family.members) {
      for (const key of [file, `${file}:${startLine}`]) familiesOf.set(key, [...(familiesOf.get(key) ?? []), i]);
    }
  });
  const tally = new Map(kindsNow.map((kind) => [kind, { planted: 0, found: 0 }]));
  for (const clone of planted) {
    const own = familiesOf.get(clone.name) ?? [];
    const theirs = familiesOf.get(`${clone.original.source.name}:${clone.original.span.startLine}`) ?? [];
    const row = tally.get(clone.kind);
    row.planted++;
    if (own.some((family) => theirs.includes(family))) row.found++;
    else if (args.misses) {
      console.log(`MISSED ${clone.kind} ${clone.original.source.name}:${clone.original.span.startLine} own=${own.length} theirs=${theirs.length}`);
      console.log(clone.original.text, "\n----\n", clone.text);
    }
  }
  for (const [kind, { planted: count, found }] of tally) {
    console.log(`${kind.padEnd(24)} ${found}/${count}  ${((100 * found) / Math.max(1, count)).toFixed(1)}%`);
  }
}
