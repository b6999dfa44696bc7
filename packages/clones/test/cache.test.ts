import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FindRequest, findFamilies } from "../src/index.ts";
import { DEFAULTS, withTree } from "./support/find-in.ts";
import { PARSE, renamed, START } from "./support/samples.ts";
import { CLOSE, RESET } from "./support/samples-with-fragments.ts";

let cacheDirectory: string;
beforeEach(() => {
  cacheDirectory = mkdtempSync(join(tmpdir(), "kindred-cache-"));
});
afterEach(() => rmSync(cacheDirectory, { recursive: true }));

const LONGER = PARSE.replace(
  "\tchip->level = level;\n",
  '\tchip->level = level;\n\tsysfs_notify(&dev->kobj, NULL, "l\u00e9vel");\n',
);
const TEXTS = [
  START,
  PARSE,
  renamed(START, { ALPHA_CTRL: "B_CTRL", alpha_wdt_start: "b_start" }),
  START.replace("\t\tudelay(10);\n", ""),
  renamed(PARSE, { beta_chip: "gamma_chip", beta_level_store: "gamma_store" }),
  LONGER,
  `${PARSE}\n${START}`,
  `${LONGER}\n${renamed(START, { alpha_wdt_start: "twice" })}`,
  RESET,
  CLOSE,
  CLOSE.replace("\t\tbuffer->skb = NULL;\n", "\t\tring->freed++;\n\t\tbuffer->skb = NULL;\n"),
  renamed(RESET, { delta_reset: "again", delta_note_3: "delta_tell" }) + CLOSE,
  "int none;\n",
  "int nul;\0\n",
];
const FILES = Object.fromEntries(TEXTS.map((text, i) => [`net/f${i}.c`, text]));

interface Outcome {
  readonly bytes: string;
  readonly warnings: readonly string[];
}

async function find(request: FindRequest, caches: boolean, version = "1"): Promise<Outcome> {
  const warnings: string[] = [];
  const sources = request.sources.map((source) => ({ ...source, size: statSync(source.path).size }));
  const { document, skipped } = await findFamilies({
    ...request,
    sources,
    options: { ...DEFAULTS, ...(caches ? { cacheDirectory } : {}) },
    version,
    onWarning: (warning) => warnings.push(warning),
  });
  return { bytes: JSON.stringify({ document, skipped }), warnings };
}

const snapshots = () => readdirSync(cacheDirectory).map((name) => join(cacheDirectory, name));

test("cold, warm and without a cache the same bytes come out", async () => {
  await withTree(FILES, async (request) => {
    const plain = await find(request, false);
    expect(await find(request, true)).toEqual(plain);
    expect(snapshots()).toHaveLength(1);
    expect(await find(request, true)).toEqual(plain);
    expect(plain.warnings).toEqual([]);
    expect(JSON.parse(plain.bytes).document.families.length).toBeGreaterThan(1);
  });
});

const edit = fc.record({
  file: fc.nat({ max: TEXTS.length - 1 }),
  text: fc.nat({ max: TEXTS.length - 1 }),
});

test("whatever is edited, removed or added between runs, the same bytes come out", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(edit, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      fc.subarray([...TEXTS.keys()], { minLength: 1 }),
      async (rounds, first) => {
        await withTree(FILES, async (request) => {
          await find({ ...request, sources: first.map((i) => request.sources[i]) }, true);
          for (const edits of rounds) {
            for (const { file, text } of edits) writeFileSync(request.sources[file].path, TEXTS[text]);
            expect(await find(request, true)).toEqual(await find(request, false));
          }
        });
      },
    ),
    { numRuns: 25 },
  );
});

/** Longer than the grain of clocks that stamps are trusted by. */
const SETTLED_MILLISECONDS = 2100;

test("a snapshot of a settled tree serves many runs, whatever a few files become", async () => {
  // So long that all other files together stay below the share that may be read again, with the longest text in each.
  const rest = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [
      `leds/g${i}.c`,
      `/*${" ".repeat(60_000)}*/\n${TEXTS[i % 6].replaceAll("udelay", `delay${i >> 1}`)}`,
    ]),
  );
  await withTree({ ...FILES, ...rest }, async (request) => {
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MILLISECONDS));
    await find(request, true);
    const kept = statSync(snapshots()[0]).ino;
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 4 }), fc.nat({ max: 3 }), async (edits, missing) => {
        for (const { file, text } of edits) writeFileSync(request.sources[file].path, TEXTS[text]);
        const sources = request.sources.slice(missing);
        expect(await find({ ...request, sources }, true)).toEqual(await find({ ...request, sources }, false));
      }),
      { numRuns: 40 },
    );
    expect(statSync(snapshots()[0]).ino).toBe(kept);
  });
});

test("a damaged snapshot is told of, not used and replaced", async () => {
  await withTree(FILES, async (request) => {
    const plain = await find(request, false);
    await find(request, true);
    const [path] = snapshots();
    const sound = readFileSync(path);
    const damage = fc.oneof(
      fc.record({
        kind: fc.constant("flip"),
        at: fc.nat({ max: sound.length - 1 }),
        bit: fc.nat({ max: 7 }),
      }),
      fc.record({ kind: fc.constant("cut"), at: fc.nat({ max: sound.length - 1 }), bit: fc.constant(0) }),
      fc.record({ kind: fc.constant("longer"), at: fc.nat({ max: 100 }), bit: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(damage, async ({ kind, at, bit }) => {
        const damaged = Buffer.from(sound);
        damaged[at] ^= 1 << bit;
        if (kind === "flip") writeFileSync(path, damaged);
        else if (kind === "cut") writeFileSync(path, sound.subarray(0, at));
        else writeFileSync(path, Buffer.concat([sound, Buffer.alloc(at + 1)]));
        const outcome = await find(request, true);
        expect(outcome.bytes).toBe(plain.bytes);
        expect(outcome.warnings).toEqual([expect.stringContaining("is not used")]);
        expect(await find(request, true)).toEqual(plain);
      }),
      { numRuns: 40 },
    );
  });
});

test("what another version kept is not used", async () => {
  await withTree(FILES, async (request) => {
    const plain = await find(request, false);
    await find(request, true, "1");
    const other = await find(request, true, "2");
    expect(other.bytes).toBe(plain.bytes);
    expect(other.warnings).toEqual([expect.stringContaining("another version")]);
    expect(await find(request, true, "2")).toEqual(plain);
  });
});

test("runs at the same time do not harm one another", async () => {
  await withTree(FILES, async (request) => {
    const plain = await find(request, false);
    const runs = await Promise.all(Array.from({ length: 4 }, () => find(request, true)));
    for (const run of runs) expect(run).toEqual(plain);
    expect(snapshots()).toHaveLength(1);
  });
});

test("a folder that cannot be written is a warning", async () => {
  await withTree(FILES, async (request) => {
    const plain = await find(request, false);
    const file = join(cacheDirectory, "file");
    writeFileSync(file, "");
    const warnings: string[] = [];
    const { document, skipped } = await findFamilies({
      ...request,
      options: { ...DEFAULTS, cacheDirectory: join(file, "below") },
      onWarning: (warning) => warnings.push(warning),
    });
    expect(JSON.stringify({ document, skipped })).toBe(plain.bytes);
    expect(warnings.length).toBeGreaterThan(0);
  });
});
