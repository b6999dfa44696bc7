/** Series that came from anywhere: each patch is applied and judged, or refused with the reason; nothing else happens. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PatchVerdict, proveSeries } from "@kindred/proof";
import { describe, expect, it } from "vitest";
import { ONE, plainTree } from "./support/plain-tree.ts";
import { requestFor, scratchFolder, snapshot, writeFiles, writeSeries } from "./support/scratch-tree.ts";

const HEAD =
  "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\nFrom: A <a@example.org>\nDate: Sun, 22 Nov 2026 10:00:00 +0000\nSubject: [PATCH] odd\n";

/** Proves a folder of mails against a fresh tree that nothing must change. */
async function prove(
  mails: Readonly<Record<string, string>>,
  kernel = plainTree(),
): Promise<readonly PatchVerdict[]> {
  const series = scratchFolder();
  writeFiles(series, mails);
  const untouched = snapshot(kernel);
  const { patches } = await proveSeries(requestFor(kernel, series));
  expect(snapshot(kernel)).toEqual(untouched);
  return patches;
}

function mail(diff: string, headers = ""): string {
  return `${HEAD}${headers}\nText.\n---\n\n${diff}-- \n2.39.5\n`;
}

/** The mail of a comment on top of drivers/one.c. */
async function comment(text = "why"): Promise<string> {
  const folder = await writeSeries([
    { name: "c", file: "drivers/one.c", from: ONE, to: `/* ${text} */\n${ONE}` },
  ]);
  return readFileSync(join(folder, "0001-c.patch"), "latin1");
}

const newFile = (path: string, mode = "100644", line = "text"): string =>
  `diff --git a/${path} b/${path}\nnew file mode ${mode}\nindex 000000000000..111111111111\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+${line}\n`;
const link = (path: string, target: string): string =>
  newFile(path, "120000", target).replace(/\+[^+]*\n$/, `+${target}\n\\ No newline at end of file\n`);

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one tree, looked at from every side
describe("a patch from a stranger", () => {
  it.each([
    ["leaves the tree upwards", newFile("../../escaped.c")],
    ["names an absolute path", newFile("/escaped.c").replaceAll("a//", "/").replaceAll("b//", "/")],
    ["writes into .git", newFile(".git/hooks/post-applypatch", "100755", "touch escaped")],
  ])("that %s is refused, and the next one proved", async (_, diff) => {
    const [odd, plain] = await prove({ "0001-odd.patch": mail(diff), "0002-plain.patch": await comment() });
    expect(odd).toMatchObject({ level: "fails", files: [] });
    expect(odd!.notes[0]).toMatch(/^git am refuses the patch: .+/);
    expect(plain!.level).toBe("identical");
    for (const folder of [scratchFolder(), "/"]) expect(existsSync(join(folder, "../escaped.c"))).toBe(false);
  });

  it("cannot make anybody read through a symbolic link", async () => {
    const secret = scratchFolder();
    writeFiles(secret, { "secret.c": "#error precious words\n" });
    const through = `diff --git a/drivers/way/secret.c b/drivers/way/secret.c\n--- a/drivers/way/secret.c\n+++ b/drivers/way/secret.c\n@@ -1 +1 @@\n-#error precious words\n+int a;\n`;
    const verdicts = await prove({
      "0001-file.patch": mail(link("drivers/one2.c", join(secret, "secret.c"))),
      "0002-folder.patch": mail(link("drivers/way", secret)),
      "0003-through.patch": mail(through),
      "0004-gone.patch": mail(newFile("drivers/one2.c", "100644", "int two;")),
      "0005-module.patch": mail(
        newFile("sub", "160000", "Subproject commit 1111111111111111111111111111111111111111"),
      ),
    });
    expect(verdicts.map(({ level }) => level)).toEqual(["fails", "fails", "fails", "builds", "fails"]);
    expect(verdicts[0]!.notes[0]).toContain("`drivers/one2.c` is a symbolic link or a submodule");
    expect(verdicts[1]!.notes[0]).toContain("`drivers/way` is a symbolic link");
    expect(JSON.stringify(verdicts)).not.toContain("precious");
  });

  it("cannot make make or perl run what it writes", async () => {
    const kernel = plainTree();
    const makefile = snapshot(kernel).get("Makefile")!;
    const trap = join(scratchFolder(), "sprung");
    const script = "use strict;\n";
    writeFiles(kernel, { "scripts/checkpatch.pl": script });
    const series = await writeSeries([
      { name: "make", file: "Makefile", from: makefile, to: `${makefile}X := $(shell touch ${trap})\n` },
      { name: "perl", file: "scripts/checkpatch.pl", from: script, to: `system("touch ${trap}");\n` },
      { name: "config", file: "drivers/.gitattributes", from: null, to: "*.c filter=evil diff=evil\n" },
      { name: "plain", file: "drivers/one.c", from: ONE, to: `/* why */\n${ONE}` },
    ]);
    const { patches } = await proveSeries(requestFor(kernel, series));
    expect(existsSync(trap)).toBe(false);
    expect(patches.map(({ level }) => level)).toEqual(["unbuilt", "unbuilt", "unbuilt", "identical"]);
    expect(patches[0]!.notes.join()).toContain(
      "Makefile changes: the sources were compiled as the tree without",
    );
  });

  it("may be encoded for the post", async () => {
    const plain = await comment();
    const [head, body] = [plain.slice(0, plain.indexOf("\n\n") + 1), plain.slice(plain.indexOf("\n\n") + 2)];
    const base64 = Buffer.from(body, "latin1").toString("base64").replace(/.{76}/g, "$&\n");
    const quoted = body
      .replaceAll("=", "=3D")
      .replace("+++ b/drivers/", "+++ b/dri=\nvers/")
      .replace("/* why", "/=2A w=\nhy");
    for (const [encoding, text] of [
      ["base64", base64],
      ["quoted-printable", quoted],
    ] as const) {
      const headers = `MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: ${encoding}\n`;
      const [verdict] = await prove({ "0001-post.patch": `${head}${headers}\n${text}\n` });
      expect([encoding, verdict!.level, verdict!.notes]).toMatchObject([
        encoding,
        "identical",
        expect.anything(),
      ]);
    }
  });

  it("says why it does not apply: carriage returns, other text around, nothing in it, a binary file", async () => {
    const plain = await comment();
    const other = plain.replace(' #include "one.h"', ' #include "two.h"');
    const binary = `diff --git a/drivers/fw.bin b/drivers/fw.bin\nindex 111111111111..222222222222 100644\nBinary files a/drivers/fw.bin and b/drivers/fw.bin differ\n`;
    const verdicts = await prove({
      "0001-cr.patch": plain.replaceAll("\n", "\r\n"),
      "0002-other.patch": other,
      "0003-empty.patch": "",
      "0004-words.patch": `${HEAD}\nNo patch at all.\n`,
      "0005-binary.patch": mail(binary),
      "0006-a.patch": plain,
      "0006-b.patch": plain,
    });
    const refused = verdicts.map(({ notes }) => /^git am refuses the patch: (.*)$/.exec(notes[0] ?? "")?.[1]);
    expect(refused[0]).toMatch(/patch does not apply.*CR LF/);
    expect(refused[1]).toMatch(/drivers\/one\.c.*patch does not apply/);
    expect(refused.slice(2, 5).every((reason) => reason !== undefined && reason.length > 10)).toBe(true);
    expect(refused[4]).toContain("drivers/fw.bin");
    expect(verdicts.slice(5).map(({ patch, level }) => [patch, level])).toEqual([
      ["0006-a", "identical"],
      ["0006-b", "fails"],
    ]);
  });

  it("may hold two mails, and each file of both counts", async () => {
    const first = await comment();
    const second = mail(
      `diff --git a/drivers/two.c b/drivers/two.c\n--- a/drivers/two.c\n+++ b/drivers/two.c\n@@ -1,3 +1,4 @@\n+/* two */\n #include "one.h"\n \n static int two_wait(struct one *one)\n`,
    );
    const [verdict] = await prove({ "0001-both.patch": first + second });
    expect(verdict!.files.map(({ file, level }) => [file, level])).toEqual([
      ["drivers/one.c", "identical"],
      ["drivers/two.c", "identical"],
    ]);
  });
});

describe("checkpatch", () => {
  it("adds what it says of new text, and tells apart what it says of text that only moved", async () => {
    const kernel = plainTree();
    // Finds fault with every added line that calls write_reg, as the real one would with a style.
    writeFiles(kernel, {
      "scripts/checkpatch.pl":
        'open(my $f, "<", $ARGV[-1]); while (<$f>) { print "$ARGV[-1]:$.: WARNING:ODD: odd call\\n" if /^\\+.*write_reg/ } exit 1;\n',
    });
    const line = "\twrite_reg(one->regs, 0x10, one->mode | 1);\n";
    const moved = ONE.replace(line, "").replace(
      "\tint err = one_enable(one);\n\n",
      `\tint err;\n\n${line}\terr = one_enable(one);\n`,
    );
    const added = ONE.replace(line, `${line}\twrite_reg(one->regs, 0x30, 7);\n`);
    const series = await writeSeries([
      { name: "moved", file: "drivers/one.c", from: ONE, to: moved },
      { name: "back", file: "drivers/one.c", from: moved, to: ONE },
      { name: "added", file: "drivers/one.c", from: ONE, to: added },
      { name: "quiet", file: "drivers/one.c", from: added, to: `/* why */\n${added}` },
    ]);
    const { patches } = await proveSeries(requestFor(kernel, series));
    const said = patches.map(({ notes }) => notes.filter((note) => note.startsWith("checkpatch")));
    expect(said[0]).toEqual([expect.stringMatching(/WARNING:ODD.*text that the patch moves/)]);
    expect(said[2]).toEqual([
      expect.stringMatching(/^checkpatch: WARNING:ODD: odd call \(line \d+ of the mail\)$/),
    ]);
    expect(said[3]).toEqual([]);
  });

  it("that dies is said, and asked again", async () => {
    const kernel = plainTree();
    writeFiles(kernel, { "scripts/checkpatch.pl": "kill 9, $$;\n" });
    const series = scratchFolder();
    writeFileSync(join(series, "0001-c.patch"), await comment());
    const request = requestFor(kernel, series);
    expect((await proveSeries(request)).patches[0]!.notes.join()).toContain(
      "checkpatch did not run: `perl` was killed",
    );
    writeFiles(kernel, { "scripts/checkpatch.pl": "exit 0;\n" });
    expect((await proveSeries(request)).patches[0]!.notes.join()).not.toContain("checkpatch");
  });
});
