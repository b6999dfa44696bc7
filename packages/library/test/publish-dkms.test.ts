import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeC } from "@kindred/c-source";
import { afterAll, describe, expect, it } from "vitest";
import { publishDkms } from "../src/index.ts";
import { readTemplate } from "./read-template.ts";

const files = readTemplate("wdt-legacy");
const maintainer = "Zoë Doe <zoe@doe.test>";
const request = { files, parameters: {}, maintainer };
const folder = mkdtempSync(join(tmpdir(), "kindred-dkms-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const output = publishDkms(request);
for (const { name, bytes } of output) writeFileSync(join(folder, name), bytes);

const DEB = "wdt-legacy-dkms_1.0.0_all.deb";
const DSC = "wdt-legacy-dkms_1.0.0.dsc";
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: folder, encoding: "utf8" });
const hasDpkg = spawnSync("dpkg-source", ["--version"]).status === 0;
if (!hasDpkg) console.log("dpkg-dev is not installed: the packages are not held against dpkg.");

describe("publishDkms", () => {
  it("gives the same three files again", () => {
    expect(output.map(({ name }) => name)).toEqual([DSC, "wdt-legacy-dkms_1.0.0.tar.gz", DEB]);
    const again = publishDkms({ ...request, files: new Map([...files].reverse()) });
    for (const [i, { bytes }] of again.entries()) {
      expect(Buffer.compare(Buffer.from(bytes), Buffer.from(output[i]!.bytes))).toBe(0);
    }
  });

  it("wants a maintainer, in one line", () => {
    for (const given of [undefined, "zoe", "Zoe <zoe>", "A <a@b.c>\nDepends: evil", "A <a@b.c>, B <b@b.c>"]) {
      const wrong = { files, parameters: {}, ...(given === undefined ? {} : { maintainer: given }) };
      expect(() => publishDkms(wrong), given).toThrow(expect.objectContaining({ code: "E_USAGE" }));
    }
  });
});

describe.skipIf(!hasDpkg)("the packages, read by dpkg", () => {
  it("is a binary package with control fields", () => {
    const fields = run("dpkg-deb", "-f", DEB, "Package", "Version", "Architecture", "Maintainer", "Depends");
    expect(fields).toBe(
      `Package: wdt-legacy-dkms\nVersion: 1.0.0\nArchitecture: all\nMaintainer: ${maintainer}\nDepends: dkms\n`,
    );
  });

  it("installs the template and dkms.conf under /usr/src, with right md5sums", () => {
    run("dpkg-deb", "-R", DEB, "deb");
    const source = join(folder, "deb/usr/src/wdt-legacy-1.0.0");
    for (const [path, text] of files) {
      expect(Buffer.compare(readFileSync(join(source, path)), Buffer.from(encodeC(text))), path).toBe(0);
    }
    execFileSync("md5sum", ["-c", "--quiet", "DEBIAN/md5sums"], { cwd: join(folder, "deb") });
    const config = readFileSync(join(source, "dkms.conf"), "utf8");
    expect(config).toContain('BUILT_MODULE_NAME[0]="wdt_legacy"\nBUILT_MODULE_LOCATION[0]="module"\n');
    expect(config).not.toContain("wdt_legacy_test");
  });

  it("has scripts that are executable and that a shell reads", () => {
    const listing = run("dpkg-deb", "--ctrl-tarfile", DEB).length;
    expect(listing).toBeGreaterThan(0);
    for (const script of ["postinst", "prerm"]) {
      const text = run("dpkg-deb", "-I", DEB, script);
      writeFileSync(join(folder, script), text);
      run("sh", "-n", script);
    }
    expect(run("dpkg-deb", "-I", DEB)).toMatch(/\d+ bytes,.*\*\s+postinst/);
  });

  it("comes with a source package from which dpkg-buildpackage makes the same files", () => {
    run("dpkg-source", "-x", DSC, "unpacked");
    const build = spawnSync("dpkg-buildpackage", ["-b", "-us", "-uc", "-d"], {
      cwd: join(folder, "unpacked"),
      encoding: "utf8",
    });
    expect(build.status, build.stderr).toBe(0);
    run("dpkg-deb", "-R", DEB, "rebuilt");
    expect(readdirSync(join(folder, "rebuilt"), { recursive: true, encoding: "utf8" }).sort()).toEqual(
      readdirSync(join(folder, "deb"), { recursive: true, encoding: "utf8" })
        .filter((path) => path !== "DEBIAN/md5sums")
        .sort(),
    );
    run("diff", "-r", "deb/usr", "rebuilt/usr");
  });
});
