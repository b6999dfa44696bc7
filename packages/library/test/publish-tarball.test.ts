import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeC } from "@kindred/c-source";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { writeTar } from "../src/archive/ustar.ts";
import { checkLibrary, getPublishForm, PUBLISH_FORMS, publishTarball } from "../src/index.ts";
import { readTemplate } from "./read-template.ts";

const folder = mkdtempSync(join(tmpdir(), "kindred-tarball-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const files = readTemplate("wdt-legacy");

describe("publishTarball", () => {
  const tarball = publishTarball({ files, parameters: {} });
  writeFileSync(join(folder, tarball.name), tarball.bytes);
  writeFileSync(join(folder, tarball.checksumName), tarball.checksum);

  it("gives the same bytes again, whatever the order of the files", () => {
    const again = publishTarball({ files: new Map([...files].reverse()), parameters: {} });
    expect(Buffer.compare(Buffer.from(again.bytes), Buffer.from(tarball.bytes))).toBe(0);
    expect(again.checksum).toBe(tarball.checksum);
  });

  it("comes with a checksum that sha256sum takes", () => {
    const output = execFileSync("sha256sum", ["-c", tarball.checksumName], { cwd: folder, encoding: "utf8" });
    expect(output).toBe("wdt-legacy-1.0.0.tar.gz: OK\n");
  });

  it("unpacks with tar to the template and its Makefiles", () => {
    execFileSync("tar", ["-xzf", tarball.name], { cwd: folder });
    for (const [path, text] of files) {
      const unpacked = readFileSync(join(folder, "wdt-legacy-1.0.0", path));
      expect(Buffer.compare(unpacked, Buffer.from(encodeC(text))), path).toBe(0);
    }
    const makefile = readFileSync(join(folder, "wdt-legacy-1.0.0/module/Makefile"), "utf8");
    expect(makefile).toContain("obj-m += wdt_legacy.o\nwdt_legacy-y := ../src/wdt_legacy.o\n");
    expect(makefile).toMatch(/ifneq \(\$\(CONFIG_KUNIT\),\)\nobj-m \+= wdt_legacy_test\.o\n/);
  });

  it("holds a template that can be published again", () => {
    const listing = execFileSync("tar", ["-tzf", tarball.name], { cwd: folder, encoding: "utf8" })
      .trim()
      .split("\n");
    expect(listing).toEqual([...listing].sort());
    const again = new Map(
      listing.map((path) => [
        path.replace("wdt-legacy-1.0.0/", ""),
        readFileSync(join(folder, path), "latin1"),
      ]),
    );
    expect(checkLibrary(again).findings).toEqual([]);
  });
});

describe("writeTar", () => {
  it("writes what tar reads, for any names and contents", () => {
    const path = fc.stringMatching(/^[a-z][a-z0-9._-]{0,30}(?:\/[a-z][a-z0-9._-]{0,30}){0,2}$/);
    const entry = fc.record({ path, bytes: fc.uint8Array({ maxLength: 1200 }) });
    const entries = fc.uniqueArray(entry, { minLength: 1, maxLength: 5, selector: (it) => it.path });
    fc.assert(
      fc.property(entries, (list) => {
        writeFileSync(join(folder, "any.tar"), writeTar(list));
        for (const { path: name, bytes } of list) {
          const read = execFileSync("tar", ["-xOf", "any.tar", "--", name], { cwd: folder });
          expect(Buffer.compare(read, Buffer.from(bytes))).toBe(0);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("refuses a path that a header cannot hold", () => {
    expect(() => writeTar([{ path: "x".repeat(101), bytes: new Uint8Array() }])).toThrow(/too long/);
  });
});

describe("getPublishForm", () => {
  it("knows the forms, and says so of any other", () => {
    for (const form of PUBLISH_FORMS) expect(getPublishForm(form)).toBe(form);
    expect(() => getPublishForm("rpm")).toThrow(
      expect.objectContaining({ code: "E_USAGE", hint: "The forms are in-tree, tarball, dkms." }),
    );
  });
});
