import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkLibrary } from "../src/index.ts";
import { applyParameters } from "../src/parameters/apply-parameters.ts";
import { resolveParameters } from "../src/parameters/parameter-values.ts";
import { readTemplate } from "./read-template.ts";

const template = readTemplate("wdt-legacy");
const manifest = checkLibrary(template).manifest!;
const apply = (values: Record<string, string>) =>
  applyParameters(template, manifest, resolveParameters(manifest, values));

/** The renamed template as a template of its own: its library.json renamed too. */
function asTemplate(
  files: ReadonlyMap<string, string>,
  prefix: string,
  timeout: string,
): Map<string, string> {
  const text = template
    .get("library.json")!
    .replace('"default": "3600"', `"default": "${timeout}"`)
    .replaceAll("wdt_legacy", prefix)
    .replaceAll("WDT_LEGACY", prefix.toUpperCase());
  return new Map([...files, ["library.json", text]]);
}

describe("parameters", () => {
  it("give the template itself when they are the defaults", () => {
    expect(apply({})).toEqual(template);
    expect(apply({ prefix: "wdt_legacy", "max-timeout": "3600" })).toEqual(template);
  });

  it("rename every symbol, option, macro and file", () => {
    const files = apply({ prefix: "old_dog", "max-timeout": "0x40" });
    const paths = [...files.keys()];
    expect(paths).toContain("include/linux/old_dog.h");
    expect(paths).toContain("kunit/old_dog_test.c");
    const rest = [...files].filter(([path]) => path !== "library.json");
    expect(rest.filter(([path, text]) => /wdt_legacy/i.test(path + text))).toEqual([]);
    expect(files.get("include/linux/old_dog.h")).toContain("#define OLD_DOG_MAX_TIMEOUT 0x40\n");
    expect(files.get("Kbuild")).toContain("obj-$(CONFIG_OLD_DOG)\t+= old_dog.o\n");
  });

  it("leave words alone that only contain the prefix", () => {
    const files = applyParameters(
      new Map([["src/wdt_legacy.c", "xwdt_legacy wdt_legacy2 _wdt_legacy wdt_legacy_x"]]),
      manifest,
      resolveParameters(manifest, { prefix: "dog" }),
    );
    expect(files.get("src/dog.c")).toBe("xwdt_legacy wdt_legacy2 _dog dog_x");
  });

  it("keep a library publishable, for any prefix that is taken", () => {
    const words = fc.array(fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/), { minLength: 1, maxLength: 4 });
    const prefixes = words.map((list) => list.join("_")).filter((prefix) => prefix.length >= 2);
    fc.assert(
      fc.property(prefixes, fc.nat({ max: 99999 }), (prefix, number) => {
        const timeout = String(number);
        const files = apply({ prefix, "max-timeout": timeout });
        expect(checkLibrary(asTemplate(files, prefix, timeout)).findings).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("refuse every value that is more than one name or number", () => {
    const hostile = [
      "",
      "a",
      "A",
      "1x",
      "x y",
      "x\ny",
      "x;",
      "../x",
      "x/y",
      "$(shell id)",
      "x-y",
      "x__y",
      "x".repeat(41),
    ];
    for (const prefix of hostile)
      expect(() => apply({ prefix }), prefix).toThrow(/parameter `prefix` cannot be/);
    for (const value of ["", "-1", "1 + 1", "1\n#include <x>", "0x", "ten", "1;"]) {
      expect(() => apply({ "max-timeout": value }), value).toThrow(/cannot be/);
    }
    fc.assert(
      fc.property(fc.string(), (prefix) => {
        try {
          apply({ prefix });
          expect(prefix).toMatch(/^[a-z][a-z0-9_]+$/);
        } catch (error) {
          expect(error).toMatchObject({ code: "E_USAGE" });
        }
      }),
    );
  });

  it("refuse an unknown name, also one that every object has, and tell the known ones", () => {
    for (const name of ["prefx", "constructor", "__proto__"]) {
      expect(() => apply(JSON.parse(`{"${name}": "x1"}`)), name).toThrow(
        expect.objectContaining({ code: "E_USAGE", hint: "Its parameters are prefix, max-timeout." }),
      );
    }
  });
});
