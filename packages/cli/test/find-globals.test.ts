import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { findGlobals } from "../src/tree/find-globals.ts";

const FILES: Readonly<Record<string, string>> = {
  "drivers/a/a.c":
    "int one(int x)\n{\n\treturn two();\n}\nstatic int three(void)\n{\n}\nstruct list four = {\n};\n",
  "drivers/a/b.c":
    "struct thing *\nfive(void)\n{\nsix:\n\treturn 0;\n}\nlong seven[2];\nEXPORT_SYMBOL(eight);",
  "drivers/a/b.h": "int nine(void);\n",
  "tools/c.c": "int ten(void)\n{\n}\n",
  "mm/last.c": "int one;\nint eleven",
};
const NAMES = "one two three four five six seven eight nine ten eleven twelve".split(" ");

test("functions and variables that the kernel can link with are found, and the first file of each", () => {
  const root = mkdtempSync(join(tmpdir(), "kindred-globals-"));
  try {
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    expect([...findGlobals(root, new Set(NAMES))].sort()).toEqual([
      ["eleven", "mm/last.c"],
      ["five", "drivers/a/b.c"],
      ["four", "drivers/a/a.c"],
      ["one", "drivers/a/a.c"],
      ["seven", "drivers/a/b.c"],
    ]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
