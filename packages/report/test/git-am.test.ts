import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  diffStat,
  type PatchMail,
  renderCoverLetter,
  renderDiffStat,
  renderPatchMail,
} from "@kindred/report";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/*
 * The mails go through a real git: a diff made by git in one repository is mailed, applied with `git am` in another that
 * has the same first commit, and both must then hold the same bytes.
 */

const FRAME = {
  total: 2,
  from: "Ada Löwe <ada@example.org>",
  date: "Thu, 01 Jan 2026 00:00:00 +0000",
  version: "0.1.0",
};

let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "kindred-mail-"));
});

afterEach(() => {
  rmSync(scratch, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string>>;

const GIT_ENV = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "t",
  GIT_AUTHOR_EMAIL: "t@t",
  GIT_COMMITTER_NAME: "t",
  GIT_COMMITTER_EMAIL: "t@t",
};

function git(directory: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd: directory, env: GIT_ENV, encoding: "latin1", stdio: "pipe" });
}

function write(directory: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), Buffer.from(text, "latin1"));
  }
}

function repository(name: string, files: Files): string {
  const directory = join(scratch, name);
  mkdirSync(directory);
  git(directory, "init", "-q");
  write(directory, files);
  git(directory, "add", "-A");
  git(directory, "commit", "-qm", "start");
  return directory;
}

/** Mails the change from `before` to `after`, applies it, and gives the repository it was applied to. */
function send(before: Files, after: Files, mail: Partial<PatchMail> = {}): { target: string; sent: string } {
  const origin = repository("origin", before);
  write(origin, after);
  git(origin, "add", "-A");
  const diff = git(origin, "diff", "--cached");
  const sent = renderPatchMail({
    ...FRAME,
    index: 1,
    subject: "leds: share a helper",
    body: "",
    diff,
    ...mail,
  });
  const target = repository("target", before);
  const file = join(scratch, "1.patch");
  writeFileSync(file, Buffer.from(sent, "latin1"));
  git(target, "am", "-q", file);
  for (const [name, text] of Object.entries(after)) {
    expect(readFileSync(join(target, name)).toString("latin1")).toBe(text);
  }
  return { target, sent };
}

function message(repositoryPath: string, format: string): string {
  const shown = git(repositoryPath, "log", "-1", `--format=${format}`);
  return Buffer.from(shown, "latin1").toString("utf8").replace(/\n+$/, "");
}

describe("renderPatchMail through git am", () => {
  it("applies a plain change with tabs and keeps author, date, subject and body", () => {
    const { target, sent } = send(
      { "drivers/leds/a.c": "int a(void)\n{\n\treturn 1;\n}\n" },
      { "drivers/leds/a.c": "int a(void)\n{\n\treturn\t2;\n}\n", "include/b.h": "int b;\n" },
      { body: "Two drivers hold the same lines.\n\nKeep one of them." },
    );
    expect(message(target, "%s")).toBe("leds: share a helper");
    expect(message(target, "%b")).toBe("Two drivers hold the same lines.\n\nKeep one of them.");
    expect(message(target, "%an <%ae>")).toBe("Ada Löwe <ada@example.org>");
    expect(message(target, "%aI")).toBe("2026-01-01T00:00:00+00:00");
    expect(sent).toContain("Subject: [PATCH 1/2] leds: share a helper\n");
    expect(sent).toContain(" create mode 100644 include/b.h\n");
    expect(sent.endsWith("-- \nkindred 0.1.0\n\n")).toBe(true);
  });

  it("keeps bytes that are not UTF-8 in context and in changed lines", () => {
    const context = "/* Gr\xfc\xdfe */\n";
    const { sent } = send(
      { "a.c": `${context}int a = 1; /* \xe9 */\n` },
      { "a.c": `${context}int a = 2; /* \xe9\xff */\n` },
    );
    expect(sent).toContain("Content-Transfer-Encoding: 8bit");
  });

  it("writes a subject and a body in UTF-8", () => {
    const subject = `leds: für alle Geräte ein gemeinsamer Helfer, damit die Zeile lang wird, ${"ü".repeat(40)}`;
    const body = "Größe — 10 µs.";
    const { target, sent } = send({ "a.c": "1\n" }, { "a.c": "2\n" }, { subject, body });
    expect(message(target, "%s")).toBe(subject);
    expect(message(target, "%b")).toBe(body);
    const header = sent.slice(0, sent.indexOf("\n\n"));
    expect(header).toMatch(/^[\x20-\x7e\n]*$/);
    for (const line of header.split("\n")) expect(line.length).toBeLessThanOrEqual(78);
  });

  it("applies where a file has no line break at its end, before, after or both", () => {
    send({ "a.c": "1", "b.c": "1\n", "c.c": "1" }, { "a.c": "2", "b.c": "2", "c.c": "2\n" });
  });

  it("keeps carriage returns, which git drops from mails that are not encoded", () => {
    const { sent } = send(
      { "a.c": "one\r\ntwo=2\r\n" },
      { "a.c": "one\r\ntwo=3\t\r\n" },
      { body: "From here on = \n" },
    );
    expect(sent).toContain("Content-Transfer-Encoding: quoted-printable");
  });

  it("guards lines of the body that git would take for a mail, a header or the patch", () => {
    const body = [
      "From: Eve <eve@example.org>",
      "",
      "From the start on:",
      "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001",
      "---",
      "--- a/evil.c",
      "diff --git a/evil.c b/evil.c",
      "Index: evil.c",
      "-- ",
      "last line",
    ].join("\n");
    const { target } = send({ "a.c": "1\n" }, { "a.c": "2\n" }, { body });
    expect(message(target, "%ae")).toBe("ada@example.org");
    const received = message(target, "%b");
    expect(received).toContain(">From the start on:");
    for (const line of [
      "From: Eve <eve@example.org>",
      "diff --git a/evil.c b/evil.c",
      "Index: evil.c",
      "last line",
    ]) {
      expect(received).toContain(line);
    }
  });

  it("cannot be made to forge a header by a line break in the subject or the name", () => {
    const { sent } = send(
      { "a.c": "1\n" },
      { "a.c": "2\n" },
      { subject: "leds: x\nBcc: eve@example.org", from: 'Ada\r\nX-Evil: 1 "the Great" <ada@example.org>' },
    );
    expect(sent).not.toMatch(/^(Bcc|X-Evil):/m);
  });

  it("takes removed and added lines that look like headers", () => {
    send({ "a.c": "-- x\n++ y\nkeep\n" }, { "a.c": "keep\n-- z\n++ w\n" });
  });
});

describe("a series", () => {
  it("applies in order behind its cover letter", () => {
    const start = { "a.c": "1\n2\n3\n", "b.c": "1\n" };
    const origin = repository("origin", start);
    const diffs = [{ "a.c": "1\n2\n4\n" }, { "b.c": "2\n", "a.c": "0\n2\n4\n" }].map((files) => {
      write(origin, files);
      const diff = git(origin, "diff");
      git(origin, "commit", "-qam", "x");
      return diff;
    });
    const mails = diffs.map((diff, index) =>
      renderPatchMail({ ...FRAME, index: index + 1, subject: `s: patch ${index + 1}`, body: "b", diff }),
    );
    const patches = diffs.map((diff, index) => ({ subject: `s: patch ${index + 1}`, stat: diffStat(diff) }));
    const cover = renderCoverLetter({ ...FRAME, subject: "share code", body: "Why.", patches });
    expect(cover).toContain("Subject: [PATCH 0/2] share code\n");
    expect(cover).toContain("  s: patch 2\n");
    expect(cover).toContain(" 2 files changed, 3 insertions(+), 3 deletions(-)\n");
    const target = repository("target", start);
    const files = [cover, ...mails].map((mail, index) => {
      const file = join(scratch, `${index}.patch`);
      writeFileSync(file, Buffer.from(mail, "latin1"));
      return file;
    });
    git(target, "am", "-q", ...files);
    expect(git(target, "log", "--format=%s").trim().split("\n")).toEqual([
      "s: patch 2",
      "s: patch 1",
      "start",
    ]);
    expect(git(target, "diff", "HEAD", "--stat")).toBe("");
  });
});

describe("diffStat", () => {
  it("counts as git diff --numstat and prints as git diff --stat does", () => {
    const origin = repository("origin", {
      "a.c": "-- one\ntwo\nthree\n",
      "gone.c": "x\ny\n",
      "a name with b/ in it.c": "1",
    });
    write(origin, { "a.c": "two\n++ three\nfour\n", "new.c": "1\n2\n", "a name with b/ in it.c": "2" });
    rmSync(join(origin, "gone.c"));
    git(origin, "add", "-A");
    const stat = diffStat(git(origin, "diff", "--cached"));
    const numstat = git(origin, "diff", "--cached", "--numstat").trim().split("\n");
    expect(stat.map(({ added, removed, file }) => `${added}\t${removed}\t${file}`)).toEqual(numstat);
    expect(renderDiffStat(stat)).toBe(git(origin, "diff", "--cached", "--stat=79", "--summary"));
  });
});
