/** Compilers, make and disks that do not do their work: `unbuilt` with the reason, and tried again next time. */
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FileVerdict, type ProveRequest, proveSeries } from "@kindred/proof";
import { describe, expect, it } from "vitest";
import { isCompilerTrouble } from "../src/compile/compiler-trouble.ts";
import { ONE, plainTree } from "./support/plain-tree.ts";
import { requestFor, scratchFolder, snapshot, writeFiles, writeSeries } from "./support/scratch-tree.ts";

const WARNS = ONE.replace("int err = one_enable(one);", "int err = one_enable(one);\n\tint nobody;");

interface Place {
  readonly request: ProveRequest;
  /** Replaces the compiler by a script; `REAL "$@"` in it is the real one. */
  compiler(script: string): void;
}

/** A tree with one patch, whose compiler is a program of its own. */
async function place(from = ONE, to = `/* why */\n${ONE}`, more: Partial<ProveRequest> = {}): Promise<Place> {
  const kernel = plainTree();
  const path = join(scratchFolder(), "fake-gcc");
  const makefile = snapshot(kernel).get("Makefile")!;
  writeFiles(kernel, {
    Makefile: makefile.replace("CC = gcc", `override CC = ${path}`),
    "drivers/one.c": from,
  });
  const series = await writeSeries([{ name: "a change", file: "drivers/one.c", from, to }]);
  const compiler = (script: string): void => {
    rmSync(path, { force: true });
    writeFileSync(
      path,
      `#!/bin/sh\n[ "$1" = --version ] && exec gcc --version\n${script.replaceAll("REAL", "exec gcc")}\n`,
    );
    chmodSync(path, 0o755);
  };
  return { request: requestFor(kernel, series, [], more), compiler };
}

async function verdictOf({ request }: Place): Promise<FileVerdict> {
  const { patches } = await proveSeries(request);
  return patches[0]!.files[0]!;
}

describe("a compiler in trouble", () => {
  it.each([
    ["is killed", "kill -9 $$", /was killed/],
    [
      "loses its cc1 to the kernel",
      "echo 'gcc: fatal error: Killed signal terminated program cc1' >&2; exit 1",
      /Killed signal/,
    ],
    [
      "is out of memory",
      "echo 'cc1: out of memory allocating 65536 bytes after a total of 131072 bytes' >&2; exit 1",
      /out of memory/,
    ],
    [
      "crashes",
      'echo "$PWD/x.c:5:1: internal compiler error: Segmentation fault" >&2; exit 1',
      /internal compiler error/,
    ],
    [
      "has no assembler",
      "echo \"gcc: fatal error: cannot execute 'as': execvp: No such file or directory\" >&2; exit 1",
      /cannot execute/,
    ],
    ["hangs, with children", "sleep 300 & sleep 300", /stopped at its time limit/],
    ["prints without end", "yes >&2", /printed too much/],
    [
      "meets a full disk",
      "echo 'drivers/one.c:9:1: fatal error: error writing to /tmp/cc1.s: No space left on device' >&2; exit 1",
      /No space left/,
    ],
  ])("that %s gives unbuilt with the reason, and is asked again", async (_, script, reason) => {
    const here = await place(ONE, `/* why */\n${ONE}`, { timeLimitSeconds: 2 });
    here.compiler(script);
    const verdict = await verdictOf(here);
    expect(verdict.level).toBe("unbuilt");
    expect(verdict.difference).toMatch(reason);
    here.compiler('REAL "$@"');
    expect(await verdictOf(here)).toMatchObject({ level: "identical" });
  });

  it("on the way up the ladder keeps no verdict that may be too low", async () => {
    const here = await place();
    here.compiler('case "$*" in *-D__LINE__=1*) kill -9 $$;; esac; REAL "$@"');
    expect((await verdictOf(here)).level).not.toBe("identical");
    here.compiler('REAL "$@"');
    expect((await verdictOf(here)).level).toBe("identical");
  });

  it("when it is to say which warnings are old makes none of them new", async () => {
    const here = await place(WARNS, `/* why */\n${WARNS}`);
    here.compiler('for at; do :; done; grep -q why "$at" || kill -9 $$; REAL "$@"');
    expect(await verdictOf(here)).toMatchObject({ level: "unbuilt" });
    here.compiler('REAL "$@"');
    expect(await verdictOf(here)).toMatchObject({ level: "identical" });
  });

  it("is not one that quotes a source which speaks of trouble", async () => {
    const to = `#error Killed signal terminated program cc1: out of memory, No space left on device\n${ONE}`;
    const here = await place(ONE, to);
    here.compiler('REAL "$@"');
    expect(await verdictOf(here)).toMatchObject({ level: "fails" });
    for (const said of [
      'x.c:3:2: error: #error "gcc: fatal error: Killed signal terminated program cc1"',
      "x.c:3:9: error: out of memory",
      "    3 | cc1: out of memory allocating",
      "x.c:1:10: fatal error: error writing to x: No space left on device: No such file or directory",
      "x.c:3:9: error: internal compiler error: no",
    ])
      expect([said, isCompilerTrouble(`x.c: In function 'f':\n${said}\ncompilation terminated.\n`)]).toEqual([
        said,
        false,
      ]);
  });
});

describe("a make in trouble", () => {
  it.each([
    ["hangs", "X := $(shell sleep 300)", /`make` was stopped at its time limit/],
    ["dies", "X := $(shell kill -9 $$PPID)", /`make` was killed/],
    ["stops", "$(error no such thing)", /no such thing/],
  ])("that %s gives unbuilt with the reason, and is asked again", async (_, line, reason) => {
    const here = await place(ONE, `/* why */\n${ONE}`, { timeLimitSeconds: 0.4 });
    here.compiler('REAL "$@"');
    const makefile = snapshot(here.request.kernel).get("Makefile")!;
    writeFiles(here.request.kernel, { Makefile: `${makefile}\n${line}\n` });
    const verdict = await verdictOf(here);
    expect(verdict).toMatchObject({ level: "unbuilt", rung: "compile-command" });
    expect(verdict.difference).toMatch(reason);
    writeFiles(here.request.kernel, { Makefile: makefile });
    expect(await verdictOf({ ...here, request: { ...here.request, timeLimitSeconds: 60 } })).toMatchObject({
      level: "identical",
    });
  });

  it("that is missing gives unbuilt", async () => {
    const here = await place();
    here.compiler('REAL "$@"');
    const path = process.env.PATH;
    const onlyGit = scratchFolder();
    writeFileSync(join(onlyGit, "git"), `#!/bin/sh\nPATH='${path}' exec git "$@"\n`);
    chmodSync(join(onlyGit, "git"), 0o755);
    process.env.PATH = onlyGit;
    try {
      expect((await verdictOf(here)).difference).toMatch(/`make` could not be started/);
    } finally {
      process.env.PATH = path;
    }
  });
});
