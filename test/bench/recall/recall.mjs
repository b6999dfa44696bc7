import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { listFunctions } from "@kindred/c-source";
import { findFamilies } from "@kindred/clones";
import { MUTATIONS } from "./mutations.mjs";
import { plantClones } from "./plant.mjs";
import { createRandom } from "./random.mjs";
import { splitStatements, tokenize } from "./statements.mjs";

/*
 * The recall bench: takes real functions of a tree by seed, plants clones of them, and counts how many `findFamilies` puts
 * into one family with their originals.
 *
 *   npm run build && node test/bench/recall/recall.mjs --tree PATH [--seed 1] [--count 200] [--similarity 0.7]
 *        [--kind t3-mixed-25] [--plant files|trees|one] [--strata] [--method kindred|drcomp] [--misses] [--together]
 *
 * Each kind is planted and searched for by itself; `--together` plants all kinds at once, so that every original has
 * two dozen clones that are less like one another than like the original. `--plant` says where: in files of their own, behind
 * the text of another file of the tree, or all in one file. `--strata` tells short functions and those full of macros apart.
 */

const { values: args } = parseArgs({
  options: {
    tree: { type: "string" },
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "200" },
    "min-tokens": { type: "string", default: "50" },
    similarity: { type: "string", default: "0.7" },
    method: { type: "string", default: "kindred" },
    workers: { type: "string", default: String(availableParallelism()) },
    misses: { type: "boolean", default: false },
    together: { type: "boolean", default: false },
    kind: { type: "string", multiple: true },
    plant: { type: "string", default: "files" },
    strata: { type: "boolean", default: false },
  },
});
if (args.tree === undefined) throw new Error("Name the tree: --tree PATH.");

/** Functions below so many tokens are short. */
const SHORT = 80;
/** Share of the tokens that names in capitals make up where a function is full of macros. */
const MACRO_SHARE = 0.1;
const isMacro = ({ text }) => /^[A-Z][A-Z0-9_]+$/.test(text);

/** Tokens of a statement that may be planted. */
const LONGEST_INSERTION = 16;

const random = createRandom(Number(args.seed));
const minTokens = Number(args["min-tokens"]);
const sources = listSources(args.tree);
const originals = pickFunctions(Number(args.count));
const pool = originals.flatMap(({ text }) => simpleStatements(text));
const kinds = args.kind ?? Object.keys(MUTATIONS);
const STRATA = {
  all: () => true,
  "under 80 tokens": ({ tokens }) => tokens.length < SHORT,
  "full of macros": ({ tokens }) => tokens.filter(isMacro).length >= MACRO_SHARE * tokens.length,
};
for (const batch of args.together ? [kinds] : kinds.map((kind) => [kind])) await measure(batch);

/** Plants the clones of some kinds, runs find, counts, and clears the clones away. */
async function measure(kindsNow) {
  const folder = mkdtempSync(join(tmpdir(), "kindred-recall-"));
  try {
    const planted = plantClones(args.plant, folder, mutate(kindsNow), { sources, random });
    const changed = new Map(planted.map(({ source }) => [source.name, source]));
    const result = await findFamilies({
      root: args.tree,
      sources: [...sources.filter(({ name }) => !changed.has(name)), ...changed.values()],
      options: {
        minTokens,
        similarity: Number(args.similarity),
        method: args.method,
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
      .map((candidate) => ({ ...candidate, tokens: tokenize(candidate.text) }))
      .filter((candidate) => candidate.tokens.length >= minTokens);
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

/** The clones of some kinds. A clone depends on the seed, its kind and its original, not on which kinds are asked for. */
function mutate(kindsNow) {
  return kindsNow.flatMap((kind) =>
    originals.flatMap((original, i) => {
      const own = createRandom(seedOf(`${args.seed} ${kind} ${i}`));
      const text = MUTATIONS[kind](original.text, own, pool);
      return text === undefined || text === original.text ? [] : [{ kind, original, text, i }];
    }),
  );
}

function seedOf(text) {
  let seed = 0x811c9dc5;
  for (const character of text) seed = Math.imul(seed ^ character.charCodeAt(0), 0x01000193);
  return seed;
}

function report(planted, families, kindsNow) {
  const familiesOf = new Map();
  families.forEach((family, i) => {
    for (const { file, startLine, endLine } of family.members)
      familiesOf.set(file, [...(familiesOf.get(file) ?? []), { family: i, startLine, endLine }]);
  });
  const within = (file, from, to) =>
    new Set((familiesOf.get(file) ?? []).filter(({ startLine, endLine }) => from <= startLine && endLine <= to).map(({ family }) => family));
  const tally = new Map();
  for (const clone of planted) {
    const { source, span } = clone.original;
    const own = within(clone.source.name, clone.from, clone.to);
    const theirs = within(source.name, span.startLine, span.endLine);
    const isFound = [...own].some((family) => theirs.has(family));
    for (const [stratum, holds] of Object.entries(STRATA)) {
      const key = `${clone.kind} ${stratum}`;
      const row = tally.get(key) ?? { planted: 0, found: 0 };
      if (holds(clone.original)) tally.set(key, { planted: row.planted + 1, found: row.found + (isFound ? 1 : 0) });
    }
    if (!isFound && args.misses) {
      console.log(`MISSED ${clone.kind} ${source.name}:${span.startLine} own=${own.size} theirs=${theirs.size}`);
      console.log(clone.original.text, "\n----\n", clone.text);
    }
  }
  for (const kind of kindsNow) {
    const strata = Object.keys(STRATA).slice(0, args.strata ? undefined : 1);
    const cells = strata.map((stratum) => {
      const { planted: count, found } = tally.get(`${kind} ${stratum}`) ?? { planted: 0, found: 0 };
      return `${`${found}/${count}`.padStart(9)} ${((100 * found) / Math.max(1, count)).toFixed(1).padStart(5)}%`;
    });
    console.log(kind.padEnd(24), cells.join("   "));
  }
}
