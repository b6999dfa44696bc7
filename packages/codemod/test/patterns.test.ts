import { applyEdits, CParser } from "@kindred/c-source";
import { beforeAll, describe, expect, test } from "vitest";
import { type CodemodApi, createCodemodApi, defineCodemod } from "../src/index.ts";
import { transformText } from "../src/run/transform-text.ts";

let parser: CParser;
let api: CodemodApi;
beforeAll(async () => {
  parser = await CParser.create();
  api = createCodemodApi(parser);
});
const run = (text: string, transform: Parameters<typeof defineCodemod>[0]["transform"], whyLine?: number) =>
  transformText(
    parser,
    defineCodemod({ transform }),
    api,
    whyLine ? { name: "x.c", text, whyLine } : { name: "x.c", text },
  );

describe("smoke", () => {
  test("replace", () => {
    const text =
      "static int a(struct platform_device *pdev)\n{\n\tif (x) /* c */\n\t\tkfree( x );\n\treturn 0;\n}\n\nmodule_init(a);\n";
    const out = run(text, (file, { c }) => {
      file.find(c.stmt`if ($x) kfree($x);`).replaceWith("kfree($x);");
      expect(file.find(c.stmt`module_init($f);`).size).toBe(1);
    });
    expect(out.failure).toBeUndefined();
    expect(applyEdits(text, out.edits)).toBe(
      "static int a(struct platform_device *pdev)\n{\n\tkfree(x);\n\treturn 0;\n}\n\nmodule_init(a);\n",
    );
  });
});
