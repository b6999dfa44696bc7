import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkLibrary, type LibraryRule, MAX_FILES } from "../src/index.ts";
import { readTemplate } from "./read-template.ts";

const SOURCE = "src/wdt_legacy.c";
const HEADER = "include/linux/wdt_legacy.h";

/** The template with one text replaced in one file; the text must be there. */
function changed(file: string, from: string | RegExp, to: string): Map<string, string> {
  const files = readTemplate("wdt-legacy");
  const text = files.get(file)!;
  const after = text.replace(from, to);
  expect(after).not.toBe(text);
  return files.set(file, after);
}

function without(file: string): Map<string, string> {
  const files = readTemplate("wdt-legacy");
  files.delete(file);
  return files;
}

const summaries = (files: Map<string, string>) =>
  checkLibrary(files).findings.map(({ rule, file, message }) => `${rule} ${file}: ${message}`);

const cases: [LibraryRule, string, () => Map<string, string>, RegExp][] = [
  ["layout", "a stranger", () => readTemplate("wdt-legacy").set("setup.sh", "#!/bin/sh\n"), /no place/],
  ["layout", "a path that escapes", () => readTemplate("wdt-legacy").set("src/../../x.c", ""), /no place/],
  ["layout", "an absolute path", () => readTemplate("wdt-legacy").set("/etc/x.c", ""), /no place/],
  ["layout", "no test", () => without("kunit/wdt_legacy_test.c"), /no test file/],
  ["layout", "no manifest", () => without("library.json"), /no manifest file/],
  ["manifest", "broken JSON", () => changed("library.json", "{", "[{"), /not JSON/],
  ["manifest", "an unknown key", () => changed("library.json", '"after"', '"behind"'), /`behind`.*Known are/],
  ["manifest", "a bad version", () => changed("library.json", '"1.0.0"', '"one"'), /`version` must be/],
  ["manifest", "a folder that escapes", () => changed("library.json", "drivers/w", "drivers/../w"), /`dir/],
  ["manifest", "a long line", () => changed("library.json", "cases.", "x".repeat(73)), /72 characters/],
  [
    "manifest",
    "no prefix",
    () => changed("library.json", /\{\s*"name": "prefix"[^}]*\},/, ""),
    /exactly one/,
  ],
  [
    "manifest",
    "an odd kind",
    () => changed("library.json", '"kind": "define"', '"kind": "toString"'),
    /kind/,
  ],
  ["licence", "no SPDX line", () => changed(SOURCE, /^.*\n/, ""), /first line must be `\/\/ SPDX/],
  [
    "licence",
    "the wrong comment",
    () => changed(HEADER, /^.*\n/, "// SPDX-License-Identifier: GPL-2.0\n"),
    /\*/,
  ],
  ["licence", "another licence", () => changed("Kconfig", "GPL-2.0", "MIT"), /# SPDX/],
  [
    "name",
    "a file",
    () => {
      const files = without("kunit/wdt_legacy_test.c");
      return files
        .set("kunit/other_test.c", readTemplate("wdt-legacy").get("kunit/wdt_legacy_test.c")!)
        .set("Kbuild", files.get("Kbuild")!.replace("wdt_legacy_test.o", "other_test.o"));
    },
    /file's name/,
  ],
  [
    "export",
    "not for GPL modules only",
    () => changed(SOURCE, "EXPORT_SYMBOL_GPL(wdt_legacy_leave)", "EXPORT_SYMBOL(wdt_legacy_leave)"),
    /Use EXPORT_SYMBOL_GPL/,
  ],
  ["export", "not declared", () => changed(HEADER, /void wdt_legacy_leave.*\n/, ""), /No header declares/],
  [
    "export",
    "declared otherwise",
    () => changed(HEADER, "wdt, int timeout)", "wdt, long timeout)"),
    /long timeout.*int timeout/,
  ],
  [
    "kernel-doc",
    "no comment",
    () => changed(SOURCE, "/**\n * wdt_legacy_leave", "/*\n * wdt_legacy_leave"),
    /no kernel-doc/,
  ],
  [
    "kernel-doc",
    "another name",
    () => changed(SOURCE, "* wdt_legacy_leave -", "* wdt_legacy_go -"),
    /must begin/,
  ],
  [
    "kernel-doc",
    "a parameter left out",
    () => changed(SOURCE, " * @count: how many there are\n", ""),
    /lacks `@count`/,
  ],
  [
    "kernel-doc",
    "a parameter too many",
    () => changed(SOURCE, "@count: how", "@number: how"),
    /`@number`, which is not/,
  ],
  ["kernel-doc", "no return value", () => changed(SOURCE, " * Return: 0.\n", ""), /lacks `Return:`/],
  [
    "kbuild",
    "no source",
    () => changed("Kbuild", "wdt_legacy_test.o", "wdt_legacy_toast.o"),
    /no source|0 times/,
  ],
  [
    "kbuild",
    "no option",
    () => changed("Kconfig", "config WDT_LEGACY_KUNIT_TEST", "config WDT_LEGACY_TEST"),
    /no option/,
  ],
  ["kbuild", "no help", () => changed("Kconfig", /\thelp\n(?:\t {2}.*\n|\n)+$/, ""), /no help text/],
  ["kbuild", "a flag", () => changed("Kbuild", /$/, "ccflags-y += -DX\n"), /Only `obj-/],
  [
    "kbuild",
    "a foreign option",
    () => changed("Kconfig", /$/, "\nconfig OTHER\n\tbool\n\thelp\n\t  Other.\n"),
    /does not begin/,
  ],
  [
    "parameter",
    "no place for a define",
    () => changed(HEADER, "WDT_LEGACY_MAX_TIMEOUT 3600", "WDT_LEGACY_MAX_TIMEOUT 3601"),
    /once in a header/,
  ],
];

describe("checkLibrary", () => {
  it("finds nothing in the library that ships, and records its interface", () => {
    const { findings, manifest, signatures } = checkLibrary(readTemplate("wdt-legacy"));
    expect(findings).toEqual([]);
    expect(manifest?.exports.signatures).toEqual(signatures);
    expect(Object.keys(signatures)).toHaveLength(11);
  });

  it.each(cases)("reports %s: %s", (rule, _, make, message) => {
    const { findings } = checkLibrary(make());
    expect(findings.map((finding) => finding.rule)).toContain(rule);
    expect(new Set(findings.map((finding) => finding.rule))).toEqual(new Set([rule]));
    expect(findings.map((finding) => finding.message).join("\n")).toMatch(message);
  });

  it("refuses a folder that is too large, before it reads it", () => {
    const files = readTemplate("wdt-legacy");
    for (let i = 0; i < MAX_FILES; i++) files.set(`src/wdt_legacy_${i}.c`, "");
    expect(summaries(files)).toEqual([expect.stringMatching(/^layout .: The folder is larger/)]);
  });

  it("tells a source that exports nothing, and one that exports too much", () => {
    const head = "// SPDX-License-Identifier: GPL-2.0\n";
    const nothing = readTemplate("wdt-legacy").set(SOURCE, head);
    expect(summaries(nothing)).toEqual([expect.stringContaining("exports nothing")]);
    const much = readTemplate("wdt-legacy").set(
      SOURCE,
      head + "EXPORT_SYMBOL_GPL(wdt_legacy_a);\n".repeat(20000),
    );
    expect(summaries(much)).toEqual([expect.stringContaining("exports 20000 symbols; at most 500")]);
  });

  it("finds something, and never throws, when a file is torn or holds anything", () => {
    const paths = [...readTemplate("wdt-legacy").keys()].filter((path) => path !== "README.md");
    const junk = fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^[(){};*,a-zA-Z0-9_ \n\t#/"']{0,60}$/));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.nat(), junk, (path, at, text) => {
        const files = readTemplate("wdt-legacy");
        const before = files.get(path)!;
        const cut = before.slice(0, at % before.length);
        expect(checkLibrary(files.set(path, cut + text)).findings).toBeInstanceOf(Array);
        expect(checkLibrary(files.set(path, text)).findings).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("refuses any value of the wrong kind in library.json", () => {
    const manifest = JSON.parse(readTemplate("wdt-legacy").get("library.json")!);
    const wrong = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.double(),
      fc.dictionary(fc.string(), fc.nat()),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(manifest)), wrong, (key, value) => {
        fc.pre(!(key === "schemaVersion" && value === 1));
        const files = readTemplate("wdt-legacy").set(
          "library.json",
          JSON.stringify({ ...manifest, [key]: value }),
        );
        expect(summaries(files).join()).toContain(`manifest library.json: \`${key}\` must be`);
      }),
    );
  });

  it("names the line of an export", () => {
    const { findings } = checkLibrary(changed(HEADER, /void wdt_legacy_leave.*\n/, ""));
    const line = readTemplate("wdt-legacy")
      .get(SOURCE)!
      .split("\n")
      .indexOf("EXPORT_SYMBOL_GPL(wdt_legacy_leave);");
    expect(findings[0]).toMatchObject({ file: SOURCE, line: line + 1 });
  });
});

describe("the recorded interface", () => {
  const NEW = "int wdt_legacy_claim(struct wdt_legacy *wdt, bool start)";

  function withChange(version: string): Map<string, string> {
    const files = changed(SOURCE, "int wdt_legacy_claim(struct wdt_legacy *wdt)", NEW);
    files.set(
      SOURCE,
      files.get(SOURCE)!.replace("@wdt: the watchdog\n", "@wdt: the watchdog\n * @start: start it\n"),
    );
    files.set(HEADER, files.get(HEADER)!.replace("int wdt_legacy_claim(struct wdt_legacy *wdt)", NEW));
    return files.set(
      "library.json",
      files.get("library.json")!.replace('"version": "1.0.0"', `"version": "${version}"`),
    );
  }

  it("refuses a changed export in the same, a patch and a minor version", () => {
    for (const version of ["1.0.0", "1.0.1", "1.1.0"]) {
      const found = summaries(withChange(version));
      expect(found, version).toHaveLength(1);
      expect(found[0]).toContain(`was \`int wdt_legacy_claim(struct wdt_legacy *wdt)\` and is \`${NEW}\``);
      expect(found[0]).toContain("major");
    }
  });

  it("takes it in a new major version", () => {
    expect(summaries(withChange("2.0.0"))).toEqual([]);
  });

  it("refuses an older version, whatever it changes", () => {
    expect(summaries(withChange("0.9.0"))).toHaveLength(1);
  });

  it("refuses a removed export in a minor version", () => {
    const files = changed(SOURCE, "EXPORT_SYMBOL_GPL(wdt_legacy_leave);\n", "");
    expect(summaries(files)).toEqual([expect.stringContaining("`wdt_legacy_leave` is gone")]);
  });

  it("wants a minor version for a new export, and says what to record", () => {
    const record = /\s*"wdt_legacy_leave": "[^"]*",/;
    expect(summaries(changed("library.json", record, ""))).toEqual([
      expect.stringContaining('"wdt_legacy_leave": "void wdt_legacy_leave(struct wdt_legacy *wdt)"'),
    ]);
    const files = changed("library.json", record, "");
    files.set("library.json", files.get("library.json")!.replace('"version": "1.0.0"', '"version": "1.1.0"'));
    expect(summaries(files)).toEqual([]);
  });
});
