import { mkdtempSync, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFamilies } from "../src/index.ts";
import { DEFAULTS, findIn, withTree } from "./support/find-in.ts";
import { PARSE, renamed, START } from "./support/samples.ts";

let bundle: string;
let workerEntry: URL;

/** Worker threads need JavaScript: the bundle that the command ships is made here from the source. */
beforeAll(async () => {
  bundle = mkdtempSync(join(tmpdir(), "kindred-worker-"));
  const outfile = join(bundle, "worker.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "../src/workers/worker.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@kindred/source"],
    outfile,
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: "error",
  });
  workerEntry = pathToFileURL(outfile);
});

afterAll(() => rmSync(bundle, { recursive: true }));

const FILES = {
  "net/a.c": START + PARSE,
  "net/b.c": renamed(START, { ALPHA_CTRL: "B_CTRL", alpha_wdt_start: "b_start" }),
  "net/sub/c.c": START.replace("\t\tudelay(10);\n", ""),
  "leds/d.c": renamed(PARSE, { beta_chip: "gamma_chip", beta_level_store: "gamma_store" }),
  "leds/e.c": PARSE.replace(
    "\tchip->level = level;\n",
    '\tchip->level = level;\n\tsysfs_notify(&dev->kobj, NULL, "level");\n',
  ),
  "leds/f.c": "int none;\n",
};

test("the same bytes come out with 1 and with 3 workers", async () => {
  await withTree(FILES, async (request) => {
    const alone = await findFamilies(request);
    const together = await findFamilies({ ...request, workerEntry, options: { ...DEFAULTS, workers: 3 } });
    expect(JSON.stringify(together.document)).toBe(JSON.stringify(alone.document));
    expect(alone.document.families).toHaveLength(2);
  });
});

test("the order of the sources does not matter", async () => {
  await withTree(FILES, async (request) => {
    const expected = JSON.stringify((await findFamilies(request)).document);
    const orders = fc.shuffledSubarray([...request.sources], { minLength: request.sources.length });
    await fc.assert(
      fc.asyncProperty(orders, async (sources) => {
        expect(JSON.stringify((await findFamilies({ ...request, sources })).document)).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });
});

test("ids survive another place, unrelated files, renamed members and new members", async () => {
  const ids = async (files: Record<string, string>) =>
    (await findIn(files)).document.families.map((family) => family.id).sort();
  const expected = await ids({ "a.c": START, "b.c": renamed(START, { priv: "data", alpha_wdt_start: "b" }) });
  expect(expected).toEqual([expect.stringMatching(/^K-[0-9a-f]{8}$/)]);
  expect(await ids({ "x/y.c": `int q;\n\n${START}`, "z.c": START, "p.c": PARSE })).toEqual(expected);
  expect(
    await ids({
      "a.c": renamed(START, { priv: "one", value: "two" }),
      "b.c": START,
      "c.c": renamed(START, { tries: "three" }),
    }),
  ).toEqual(expected);
});

test("the summary counts files, lines, functions and classes", async () => {
  const { document } = await findIn(FILES);
  const lines = Object.values(FILES).reduce((sum, text) => sum + text.split("\n").length - 1, 0);
  expect(document.summary).toMatchObject({ files: 6, lines, functions: 6, skipped: 0, families: 2 });
  expect(document.summary.byClass.map((share) => share.class)).toEqual(["leds", "net"]);
  expect(document.summary.byClass.reduce((sum, share) => sum + share.lines, 0)).toBe(lines);
  const similar = document.families
    .flatMap((family) => family.members)
    .map((member) => member.endLine - member.startLine + 1);
  expect(document.summary.similarLines).toBe(similar.reduce((sum, count) => sum + count, 0));
  expect(document.summary.similarShare).toBeCloseTo(document.summary.similarLines / lines, 3);
});

test("members point at their functions", async () => {
  const { document } = await findIn({ "a.c": `/* head\n * of file */\n\n${START}`, "b.c": START });
  const last = START.split("\n").length - 1;
  expect(document.families[0].members).toEqual([
    { file: "a.c", startLine: 4, endLine: 3 + last, function: "alpha_wdt_start" },
    { file: "b.c", startLine: 1, endLine: last, function: "alpha_wdt_start" },
  ]);
});

test("a linkage word on a line of its own belongs to the function", async () => {
  const split = START.replace("static int", "static\nint");
  const { document } = await findIn({ "a.c": split, "b.c": START });
  expect(document.families[0].members.map((member) => member.startLine)).toEqual([1, 1]);
});

test("nothing given, nothing found", async () => {
  const result = await findFamilies({ root: "/nowhere", sources: [], options: DEFAULTS });
  expect(result.document.summary).toMatchObject({ files: 0, lines: 0, families: 0, similarShare: 0 });
});

test("what cannot be analysed is skipped with its reason and the rest is found", async () => {
  const files = {
    "a.c": START,
    "b.c": START,
    "bin.c": Buffer.from("int a;\0\0"),
    "gone.c": START,
    "big.c": Buffer.alloc(9 << 20, 32),
  };
  await withTree(files, async (request) => {
    for (const source of request.sources) if (source.name === "gone.c") unlinkSync(source.path);
    const folder = { path: request.root, name: "folder.c", size: 0 };
    const { document, skipped } = await findFamilies({ ...request, sources: [...request.sources, folder] });
    expect(skipped.map(({ subject, reason }) => `${subject} ${reason}`)).toEqual([
      "big.c too-large",
      "bin.c binary",
      "folder.c not-a-file",
      "gone.c unreadable",
    ]);
    expect(document.summary.skipped).toBe(4);
    expect(document.families).toHaveLength(1);
  });
});

test("progress reaches the whole", async () => {
  await withTree(FILES, async (request) => {
    const seen: number[] = [];
    await findFamilies({ ...request, onProgress: ({ files, totalFiles }) => seen.push(files / totalFiles) });
    expect(seen.at(-1)).toBe(1);
  });
});

const HOSTILE: Record<string, string> = {
  "one-line.c": `int f(void) { ${"a = b + c; ".repeat(100_000)} }`,
  "nested.c": `int f(void)\n${"{".repeat(10_000)}${"}".repeat(10_000)}\n`,
  "parens.c": `int f(void)\n{\n\treturn ${"(".repeat(50_000)}1${")".repeat(50_000)};\n}\n`,
  "open-comment.c": `${START}/* never closed ${START}`,
  "open-string.c": `${START}char *s = "never closed\n${START}`,
  "open-brace.c": START.slice(0, -3),
  "names.c": `int f(void)\n{\n${[...Array(30_000).keys()].map((i) => `\tn${i} = m${i};\n`).join("")}}\n`,
  "latin1.c": renamed(START, { priv: "priv\u00e9" }),
  "empty.c": "",
  "blank.c": "\n\n\n",
};

test("hostile sources are bounded and harm nobody", async () => {
  const files = Object.fromEntries(
    Object.entries(HOSTILE).flatMap(([name, text]) => [
      [name, Buffer.from(text, "latin1")],
      [`copy-${name}`, Buffer.from(text, "latin1")],
    ]),
  );
  const { document, skipped } = await findIn({ ...files, "a.c": START });
  expect(skipped).toEqual([]);
  expect(document.families.some((family) => family.members.some((member) => member.file === "a.c"))).toBe(
    true,
  );
});

test("arbitrary bytes never make it throw", async () => {
  const piece = fc.oneof(
    fc.constantFrom("{", "}", "(", ")", ";", '"', "'", "/*", "*/", "//", "#if 0\n", "#endif\n", "\\\n", "\n"),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
      const text = `int f(int a)\n{\n${pieces.join(" ")}\n}\n`;
      await findIn({ "a.c": text, "b.c": text, "c.c": START, "d.c": START }, { minTokens: 10 });
    }),
    { numRuns: 60 },
  );
});
