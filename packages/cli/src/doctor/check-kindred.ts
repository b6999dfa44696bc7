import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import { CParser, KindredError } from "@kindred/c-source";
import { listCodemods } from "@kindred/codemod";
import { cacheFolder } from "../corpus/cache-folder.ts";
import { listPins } from "../corpus/pins.ts";
import { listShipped, shippedPath } from "../shipped-files.ts";
import type { Finding } from "./check-tools.ts";

const SAMPLE =
  "static int __init sample_init(void)\n{\n\treturn platform_driver_register(&sample_driver);\n}\n";

/** What Kindred itself brings along: the grammar (by parsing with it), codemods, libraries, pins, the cache. */
export async function checkKindred(): Promise<readonly Finding[]> {
  return [
    await checkGrammar(),
    checkCodemods(),
    checkList("libraries", listShipped("lib-templates", "library.json")),
    checkList(
      "corpora",
      listPins().map((pin) => pin.name),
    ),
    checkCache(),
  ];
}

async function checkGrammar(): Promise<Finding> {
  const name = "grammar";
  try {
    const parser = await CParser.create();
    const parsed = parser.parseFunction(SAMPLE);
    const isClean = parsed.clean;
    parsed.free();
    parser.dispose();
    if (isClean)
      return {
        name,
        state: "ok",
        detail: "tree-sitter-c with the kernel macro profile parses its sample",
        isEssential: true,
      };
    return {
      name,
      state: "missing",
      detail: "tree-sitter-c does not parse its sample: install Kindred again",
      isEssential: true,
    };
  } catch (error) {
    return {
      name,
      state: "missing",
      detail: error instanceof KindredError ? `${error.message} ${error.hint ?? ""}` : String(error),
      isEssential: true,
    };
  }
}

function checkCodemods(): Finding {
  const ids = listCodemods(shippedPath("codemods")).map((meta) => meta.id);
  return checkList("codemods", ids);
}

function checkList(name: string, names: readonly string[]): Finding {
  return {
    name,
    state: names.length > 0 ? "ok" : "note",
    detail: names.length > 0 ? names.join(", ") : "none",
    isEssential: false,
  };
}

function checkCache(): Finding {
  const folder = cacheFolder();
  let nearest = folder;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
    return { name: "cache", state: "ok", detail: folder, isEssential: false };
  } catch {
    return {
      name: "cache",
      state: "note",
      detail: `${folder} cannot be written: nothing is kept between runs`,
      isEssential: false,
    };
  }
}
