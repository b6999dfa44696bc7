/** `corpus` on the built command, with tarballs made here: the real ones are 150 MB (test/kernel uses them). */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  contents,
  kindred,
  MINI,
  REPOSITORY,
  run,
  smallDisk,
  temporaryFolder,
} from "./support/run-kindred.ts";

interface Pin {
  readonly name: string;
  readonly versions: readonly { readonly version: string; readonly sha256: string }[];
}

/** A tarball as Debian's is: one folder, whose name does not matter. */
function tarballOfMini(): string {
  const tarball = join(temporaryFolder(), "linux-source-6.12.tar.gz");
  expect(run("tar", ["-czf", tarball, "-C", join(MINI, ".."), "--exclude=mini/build", "mini"]).code).toBe(0);
  return tarball;
}

const fetch = (from: string, to: string, ...more: string[]) =>
  kindred(["corpus", "fetch", "linux-6.12", "--from", from, "--to", to, ...more]);

describe("corpus", () => {
  it("lists the pins of the repository", () => {
    const { code, stdout } = kindred(["corpus", "list"]);
    expect(code).toBe(0);
    const files = readdirSync(join(REPOSITORY, "corpus")).filter((name) => name.endsWith(".json"));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const pin = JSON.parse(readFileSync(join(REPOSITORY, "corpus", file), "utf8")) as Pin;
      for (const { version, sha256 } of pin.versions)
        expect(stdout).toMatch(new RegExp(`^${pin.name} .*${version}.*${sha256}$`, "m"));
    }
  });

  it("refuses a tarball that is not pinned", () => {
    const to = temporaryFolder();
    const { code, stdout, stderr } = fetch(tarballOfMini(), to);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/sha256 is [0-9a-f]{64}.*\n {2}fix: .*--accept-new/);
    expect(readdirSync(to)).toEqual([]);
  });

  it("unpacks once what it was told to accept, and prints the folder", () => {
    const [tarball, to] = [tarballOfMini(), join(temporaryFolder(), "new")];
    const first = fetch(tarball, to, "--accept-new");
    const folder = first.stdout.trimEnd();
    expect(first.code).toBe(0);
    expect(contents(folder)["drivers/leds/leds-glow.c"]).toBe(
      readFileSync(join(MINI, "drivers/leds/leds-glow.c"), "latin1"),
    );
    const again = fetch(tarball, to, "--accept-new");
    expect(again.stdout).toBe(first.stdout);
    expect(again.stderr).not.toContain("unpacking");
    expect(readdirSync(to)).toHaveLength(1);
    expect(kindred(["find", "drivers/leds", "--kernel", folder]).code).toBe(0);
  });

  it("leaves nothing behind of what is no tarball", () => {
    const to = temporaryFolder();
    const { code, stderr } = fetch(
      join(temporaryFolder({ "x.tar": "no tarball" }), "x.tar"),
      to,
      "--accept-new",
    );
    expect(code).toBe(3);
    expect(stderr).toContain("cannot be unpacked");
    expect(readdirSync(to)).toEqual([]);
    expect(fetch("/nowhere.tar.xz", to).code).toBe(3);
  });

  it("leaves nothing behind on a full disk", ({ skip }) => {
    const disk = smallDisk("64k") ?? skip();
    const { code, stderr } = fetch(tarballOfMini(), disk, "--accept-new");
    expect(stderr).toContain("the disk is full");
    expect(code).toBe(3);
    expect(readdirSync(disk)).toEqual([]);
  });

  it.skipIf(process.getuid?.() !== 0 || existsSync("/usr/src/linux-source-6.1.tar.xz"))(
    "says that only root can install",
    () => {
      const { code, stderr } = kindred(["corpus", "fetch", "linux-6.1"], { uid: 65534, gid: 65534 });
      expect(code).toBe(3);
      expect(stderr).toContain("sudo apt-get install linux-source-6.1");
    },
  );
});
