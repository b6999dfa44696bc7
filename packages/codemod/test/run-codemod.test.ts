import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SourceEntry } from "@kindred/c-source";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listCodemods, type RunRequest, readCodemodMeta, runCodemod } from "../src/index.ts";

const META = { summary: "s", confidence: "high", safety: "safe", kernelVersions: "any" };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kindred-run-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A codemod of this source in a folder of its own. */
function codemod(id: string, transform: string, meta: object = { id, ...META }): string {
  const path = join(folder, "codemods", id);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "transform.ts"), transform);
  writeFileSync(join(path, "meta.json"), JSON.stringify(meta));
  return path;
}

function sources(texts: Readonly<Record<string, string>>): SourceEntry[] {
  mkdirSync(join(folder, "tree"), { recursive: true });
  return Object.entries(texts).map(([name, text]) => {
    const path = join(folder, "tree", name);
    writeFileSync(path, text, "latin1");
    return { path, name, size: text.length };
  });
}

const run = (path: string, texts: Readonly<Record<string, string>>, more: Partial<RunRequest> = {}) =>
  runCodemod({ codemod: path, sources: sources(texts), workers: 1, ...more });

const RENAME = `import { type CFile, defineCodemod } from "@kindred/codemod";
import { NEW } from "./names.ts";

export default defineCodemod({
  prefilter: [["old_name"], ["older", "name"]],
  transform(file: CFile, { c }) {
    file.find(c.stmt\`old_name($...args);\`).replaceWith(\`\${NEW}($args);\`);
  },
});
`;

function renameCodemod(): string {
  const path = codemod("rename", RENAME);
  writeFileSync(join(path, "names.ts"), 'export const NEW: string = "new_name";\n');
  return path;
}

describe("a run", () => {
  test("gives the same changes in the order of the sources with one worker and with two", async () => {
    const path = renameCodemod();
    const texts = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `f${i}.c`,
        i % 3 === 0 ? "int x;\n" : `int f(void)\n{\n\told_name(${i});\n}\n/* ${"x".repeat(i * 997)} */\n`,
      ]),
    );
    const progress: number[] = [];
    const one = await run(path, texts, { onProgress: (done) => progress.push(done) });
    const two = await run(path, texts, { workers: 2 });
    expect(two).toEqual(one);
    expect(one.changes.map(({ file }) => file)).toEqual(Object.keys(texts).filter((_, i) => i % 3 !== 0));
    expect(one.changes[0].edits).toEqual([{ start: 15, end: 27, text: "new_name(1);" }]);
    expect(one).toMatchObject({ filtered: 4, unmodified: 0, skipped: [] });
    expect(progress.at(-1)).toBe(12);
  });

  test("counts what is unmodified, and lists what cannot be read or understood", async () => {
    const path = renameCodemod();
    const list = sources({
      "comment.c": "/* old_name */\n",
      "broken.c": "int f(void)\n{\n\tif (a)) old_name(1);\n}\n",
    });
    const missing = { path: join(folder, "tree", "missing.c"), name: "missing.c", size: 0 };
    const result = await runCodemod({ codemod: path, sources: [...list, missing], workers: 1 });
    expect(result.unmodified).toBe(2);
    expect(result.skipped.map(({ subject, reason }) => [subject, reason])).toEqual([
      ["broken.c:f", "function-not-parsed"],
      ["missing.c", "unreadable"],
    ]);
  });

  test("explains a line, a file without the words, and a file that is no source", async () => {
    const path = renameCodemod();
    const texts = { "a.c": "int f(void)\n{\n\told_name(1);\n}\n", "b.c": "older\n" };
    const why = (file: string, line: number) => run(path, texts, { why: { file, line } });
    expect((await why("a.c", 3)).why).toMatch(/changes this line/);
    expect((await why("b.c", 1)).why).toMatch(/lacks the codemod's words: `old_name`; or `name`/);
    await expect(why("c.c", 1)).rejects.toMatchObject({ code: "E_PATH" });
  });
});

/** Every file asks for another misdeed by its name. */
const MISBEHAVE = (port: number): string => `import { readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import net from "node:net";
import { Worker } from "node:worker_threads";
import { defineCodemod } from "@kindred/codemod";

const DEEDS: Record<string, () => unknown> = {
  "read.c": () => readFileSync("/etc/passwd"),
  "write.c": () => writeFileSync(${JSON.stringify(tmpdir())} + "/kindred-escaped", "x"),
  "exec.c": () => execFileSync("id"),
  "thread.c": () => new Worker("1", { eval: true }),
  "native.c": () => process.binding("tcp_wrap"),
  "network.c": () => net.connect(${port}, "127.0.0.1"),
  "fetch.c": () => fetch("http://127.0.0.1:${port}/"),
  "environment.c": () => {
    throw new Error(\`environment: \${Object.keys(process.env).join()}\`);
  },
  "throw.c": () => {
    throw new TypeError("no such thing");
  },
  "hang.c": () => {
    for (;;);
  },
  "exit.c": () => process.exit(0),
  "forge.c": () => process.send!({ type: "done", id: 0, output: { edits: [{ start: 0, end: 9e9, text: "x" }], unparsed: [] } }),
};

export default defineCodemod({
  transform(file) {
    DEEDS[file.path]?.();
    if (file.path === "good.c") file.append("int good;");
  },
});
`;

describe("a codemod from a stranger", () => {
  test("reaches nothing but its text, and costs only the files that it fails on", async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests++;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const path = codemod("stranger", MISBEHAVE((server.address() as AddressInfo).port));
    const names = "read write exec thread native network environment throw exit forge hang fetch good".split(
      " ",
    );
    const texts = Object.fromEntries(names.map((name) => [`${name}.c`, "int x;\n"]));
    process.env.KINDRED_TEST_SECRET = "1";
    const result = await run(path, texts, { fileTimeoutMs: 3000 });
    server.close();
    const said = Object.fromEntries(
      result.skipped.map(({ subject, reason, detail }) => [subject, `${reason}: ${detail}`]),
    );
    for (const name of ["read.c", "write.c", "exec.c", "thread.c", "native.c"]) {
      expect(said[name], name).toMatch(/codemod-throws: (.*has been restricted|process\.binding)/);
    }
    expect(said["network.c"]).toMatch(/A codemod has no network/);
    expect(said["environment.c"]).not.toMatch(/SECRET|PATH|HOME/);
    expect(said["throw.c"]).toMatch(/no such thing \(transform\.ts:\d+\)/);
    expect(said["exit.c"]).toMatch(/codemod-crashes/);
    expect(said["forge.c"]).toMatch(/codemod-crashes|nonsense/);
    expect(said["hang.c"]).toMatch(/codemod-hangs: .*3000 ms/);
    expect(result.changes.map(({ file }) => file)).toEqual(["good.c"]);
    expect(requests).toBe(0);
  });
});

describe("a codemod that cannot be loaded", () => {
  test.each([
    ["syntax", "export default {", /syntax\/transform\.ts cannot be loaded/],
    ["no-codemod", "export default 1;\n", /default export is no codemod/],
    [
      "bad-prefilter",
      "export default { prefilter: ['a'], transform() {} };\n",
      /default export is no codemod/,
    ],
    ["foreign-import", 'import "left-pad";\nexport default { transform() {} };\n', /left-pad/],
  ])("%s", async (id, text, message) => {
    await expect(run(codemod(id, text), { "a.c": "int x;\n" })).rejects.toMatchObject({
      code: "E_CODEMOD",
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
  });

  test("an unknown one, with those that there are and the nearest", async () => {
    renameCodemod();
    await expect(run(join(folder, "codemods", "renam"), {})).rejects.toMatchObject({
      code: "E_USAGE",
      message: expect.stringMatching(/Did you mean `rename`\?/),
      hint: expect.stringMatching(/Known codemods: .*rename/),
    });
  });
});

test("a lone file reads nothing beside itself", async () => {
  const path = join(folder, "lone.ts");
  writeFileSync(join(folder, "beside.ts"), "export const X = 1;\n");
  writeFileSync(path, 'import { X } from "./beside.ts";\nexport default { transform() { return X; } };\n');
  await expect(run(path, { "a.c": "int x;\n" })).rejects.toMatchObject({ code: "E_CODEMOD" });
  writeFileSync(path, 'export default { transform(file) { file.append("int y;"); } };\n');
  expect((await run(path, { "a.c": "int x;\n" })).changes).toHaveLength(1);
});

describe("meta.json", () => {
  test("is read, and listed by id", () => {
    const home = join(folder, "listed", "codemods");
    const more = { subject: "use two", description: "Two.", advice: "ask", adviceFor: ["drivers/net"] };
    mkdirSync(join(home, "b-two"), { recursive: true });
    mkdirSync(join(home, "no-codemod"));
    writeFileSync(join(home, "b-two", "transform.ts"), "");
    writeFileSync(join(home, "b-two", "meta.json"), JSON.stringify({ id: "b-two", ...META, ...more }));
    expect(listCodemods(home)).toEqual([{ id: "b-two", ...META, ...more }]);
    expect(listCodemods(join(home, "nowhere"))).toEqual([]);
  });

  test.each([
    [
      "lacks-summary",
      { id: "lacks-summary", ...META, summary: undefined },
      /meta\.json lacks the field `summary`/,
    ],
    [
      "odd-level",
      { id: "odd-level", ...META, confidence: "sure" },
      /`confidence`: `sure`, which is none of high/,
    ],
    ["other-id", { id: "another", ...META }, /`id`: `another`, but its folder is `other-id`/],
    ["extra", { id: "extra", ...META, author: "me" }, /unknown field `author`/],
    ["number", { id: "number", ...META, summary: 1 }, /needs a text in `summary`/],
    ["long", { id: "long", ...META, subject: "x".repeat(61) }, /`subject` that is no line of at most 60/],
    ["place", { id: "place", ...META, adviceFor: "net" }, /needs a list of texts in `adviceFor`/],
    ["list", [], /is no JSON object/],
  ])("%s is an error that names the file and the field", (id, meta, message) => {
    expect(() => readCodemodMeta(codemod(id, "", meta))).toThrow(message);
  });

  test("an unreadable one says why", () => {
    const path = codemod("damaged", "");
    writeFileSync(join(path, "meta.json"), "{");
    expect(() => readCodemodMeta(path)).toThrow(/damaged\/meta\.json cannot be read/);
    chmodSync(join(path, "meta.json"), 0o600);
  });
});

describe("files that a codemod makes", () => {
  const creating = (path: string): string => `import { defineCodemod } from "@kindred/codemod";
export default defineCodemod({
  prefilter: [["nowhere"]],
  creates: { ${JSON.stringify(path)}: "#ifndef H\\n#define H\\n#endif\\n" },
  transform(file) {
    file.replaceText("#endif", "int f(void);\\n#endif");
  },
});
`;
  const place = (path: string): SourceEntry => ({ name: path.slice(8), path: `/nowhere/${path}`, size: 0 });

  test("come as one insertion, where the caller has a place for them", async () => {
    const path = codemod("creating", creating("drivers/net/common.h"));
    const { changes } = await run(path, { "a.c": "int a;\n" }, { placeNew: place });
    expect(changes).toEqual([
      {
        file: "net/common.h",
        edits: [{ start: 0, end: 0, text: "#ifndef H\n#define H\nint f(void);\n#endif\n" }],
        created: place("drivers/net/common.h"),
      },
    ]);
    expect((await run(path, { "a.c": "int a;\n" }, { placeNew: () => undefined })).changes).toEqual([]);
  });

  test.each(["../out.h", "/etc/x.h", "a/../../x.h", "a//x.h", ".git/x.h", "scripts/run.sh", "Makefile"])(
    "%s is not made",
    async (path) => {
      const made = run(codemod("escaping", creating(path)), { "a.c": "int a;\n" }, { placeNew: place });
      await expect(made).rejects.toThrow(/creates/);
    },
  );
});
