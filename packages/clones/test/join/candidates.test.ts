import fc from "fast-check";
import { expect, test } from "vitest";
import { CandidateFinder } from "../../src/join/candidate-finder.ts";
import { countPrints } from "../../src/join/count-prints.ts";
import {
  buildFingerprintIndex,
  choosePrints,
  type FingerprintIndex,
} from "../../src/join/fingerprint-index.ts";
import type { Corpus } from "../../src/scan/corpus.ts";
import { createTaskPool } from "../../src/workers/task-pool.ts";

const pool = createTaskPool(1, new URL(import.meta.url));

/** Functions by their fingerprints; all that the index looks at. */
function corpusOf(prints: readonly (readonly number[])[]): Corpus {
  const printCount = Int32Array.from(prints, (own) => own.length);
  const printStart = printCount.map((_, f) => prints.slice(0, f).flat().length);
  return {
    functions: { printStart, printCount },
    shardOf: new Int32Array(prints.length),
    fingerprints: [Int32Array.from(prints.flat())],
  } as unknown as Corpus;
}

async function build(prints: readonly (readonly number[])[], isOpen?: Uint8Array) {
  const corpus = corpusOf(prints);
  const nodes = Int32Array.from(prints.keys());
  const counts = await countPrints(pool, corpus, nodes);
  return { counts, index: await buildFingerprintIndex(pool, choosePrints(corpus, nodes, counts), isOpen) };
}

/** Pairs as the finder gives them, the lower node first, sorted. */
function findPairs(index: FingerprintIndex, isOpen?: Uint8Array): string[] {
  const finder = new CandidateFinder(index, isOpen);
  const pairs: string[] = [];
  for (let n = 0; n < index.nodes.length; n++) {
    if (isOpen?.[n] === 0) continue;
    finder.find(n);
    const found = [...finder.found.data.subarray(0, finder.found.length)];
    for (const other of found)
      if (finder.sharesEnough(n, other)) pairs.push(`${Math.min(n, other)} ${Math.max(n, other)}`);
  }
  return pairs.sort();
}

/** The same by comparing all with all. */
function allPairs({ nodes, chosen, chosenStart }: FingerprintIndex, isOpen?: Uint8Array): string[] {
  const sets = Array.from(nodes, (_, n) => new Set(chosen.subarray(chosenStart[n], chosenStart[n + 1])));
  const pairs: string[] = [];
  for (let a = 0; a < sets.length; a++)
    for (let b = a + 1; b < sets.length; b++) {
      if (isOpen !== undefined && isOpen[a] === 0 && isOpen[b] === 0) continue;
      const common = [...sets[a]].filter((print) => sets[b].has(print)).length;
      if (common >= Math.max(2, 0.3 * Math.min(sets[a].size, sets[b].size))) pairs.push(`${a} ${b}`);
    }
  return pairs.sort();
}

const prints = fc
  .uniqueArray(fc.integer({ min: 0, max: 90 }), { maxLength: 40 })
  .map((own) => own.map((n) => Math.imul(n, 0x61c88647)).sort((a, b) => a - b));
const functions = fc.array(prints, { minLength: 2, maxLength: 40 });

test("how many functions have each fingerprint", async () => {
  await fc.assert(
    fc.asyncProperty(functions, async (list) => {
      const { counts } = await build(list);
      const expected = list.flat().map((print) => list.filter((own) => own.includes(print)).length);
      expect([...counts]).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

test("every pair that shares enough is found once, and no other", async () => {
  await fc.assert(
    fc.asyncProperty(functions, async (list) => {
      const { index } = await build(list);
      expect(findPairs(index)).toEqual(allPairs(index));
    }),
    { numRuns: 150 },
  );
});

test("with open functions, every pair of at least one of them", async () => {
  await fc.assert(
    fc.asyncProperty(
      functions,
      fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      async (list, open) => {
        const isOpen = Uint8Array.from(list, (_, n) => (open[n] ? 1 : 0));
        const { index } = await build(list, isOpen);
        expect(findPairs(index, isOpen)).toEqual(allPairs(index, isOpen));
      },
    ),
    { numRuns: 150 },
  );
});
