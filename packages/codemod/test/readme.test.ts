import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyEdits } from "@kindred/c-source";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCodemod } from "../src/index.ts";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const [kfree, synthesised] = [...README.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kindred-readme-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function rewrite(codemod: string, name: string, text: string): Promise<string> {
  const transform = join(folder, "transform.ts");
  const path = join(folder, "source.c");
  writeFileSync(transform, codemod);
  writeFileSync(path, text);
  const result = await runCodemod({ codemod: transform, sources: [{ path, name, size: 0 }], workers: 1 });
  expect(result.skipped).toEqual([]);
  return applyEdits(text, result.changes[0]?.edits ?? []);
}

test("the README's first example does what it says", async () => {
  const text = "void f(void)\n{\n\tif (a)\n\t\tkfree(a);\n\tif (b())\n\t\tkfree(b());\n}\n";
  expect(await rewrite(kfree!, "x.c", text)).toBe(
    "void f(void)\n{\n\tkfree(a);\n\tif (b())\n\t\tkfree(b());\n}\n",
  );
});

test("the README's synthesised codemod does what it says", async () => {
  const text =
    "#include <linux/leds.h>\n\nstatic int a_helper(int x)\n{\n\treturn x;\n}\n\n" +
    "static int a_write(struct a *a, u8 v)\n{\n\treturn regmap_write(a->map, a_helper(0x10), v);\n}\n";
  expect(await rewrite(synthesised!, "drivers/leds/leds-a.c", text)).toBe(
    '#include <linux/leds.h>\n#include "leds-common.h"\n\nstatic int a_write(struct a *a, u8 v)\n{\n' +
      "\treturn leds_write(a->map, 0x10, v);\n}\n",
  );
});
