/** `kindred prove` as a program that runs for long: interrupted, killed, and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { VerdictsDocument } from "@kindred/proof";
import { describe, expect, it } from "vitest";
import { ONE, plainTree, TWO } from "../packages/proof/test/support/plain-tree.ts";
import { writeSeries } from "../packages/proof/test/support/scratch-tree.ts";
import { KINDRED, kindred, smallDisk, temporaryFolder } from "./support/run-kindred.ts";

interface Place {
  /** Where `prove` finds its series and writes its verdicts. */
  readonly output: string;
  readonly temporary: string;
  readonly cache: string;
  /** While this file exists, every compiler waits. */
  readonly hang: string;
  readonly args: readonly string[];
}

/** A series of six patches, and a tree whose compiler can be made to hang with a program of its own. */
async function place(): Promise<Place> {
  const tree = plainTree();
  const [output, temporary, cache] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const hang = join(output, "hang");
  const compiler = join(output, "slow-gcc");
  writeFileSync(
    compiler,
    `#!/bin/sh\nwhile [ -e ${hang} ]; do sleep 0.${process.pid}; done\nexec gcc "$@"\n`,
  );
  chmodSync(compiler, 0o755);
  const makefile = readFileSync(join(tree, "Makefile"), "latin1");
  writeFileSync(join(tree, "Makefile"), makefile.replace("CC = gcc", `override CC = ${compiler}`));
  const steps = [ONE, `\n${ONE}`, `\n\n${ONE}`, `\n\n\n${ONE}`];
  const changes = [1, 2, 3].flatMap((at) => [
    { name: `one ${at}`, file: "drivers/one.c", from: steps[at - 1]!, to: steps[at]! },
    {
      name: `two ${at}`,
      file: "drivers/two.c",
      from: TWO.replace("10", `1${at}`),
      to: TWO.replace("10", `1${at + 1}`),
    },
  ]);
  writeFileSync(join(tree, "drivers/two.c"), TWO.replace("10", "11"));
  symlinkSync(await writeSeries(changes), join(output, "elsewhere"));
  mkdirSync(join(output, "series"));
  for (const name of readdirSync(join(output, "elsewhere")))
    writeFileSync(join(output, "series", name), readFileSync(join(output, "elsewhere", name)));
  rmSync(join(output, "elsewhere"));
  const args = ["prove", output, "--kernel", tree, "--cache-dir", cache, "--workers", "2"];
  return { output, temporary, cache, hang, args };
}

function start({ args, temporary }: Place): { child: ChildProcess; stderr(): string } {
  const env = { ...process.env, TMPDIR: temporary, CI: "" };
  const child = spawn(process.execPath, [KINDRED, ...args], { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr!.on("data", (chunk) => {
    said += String(chunk);
  });
  return { child, stderr: () => said };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Processes whose command line names a path. */
function processesOf(path: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "latin1").includes(path);
    } catch {
      return false;
    }
  });
}

/** Runs until compilers hang, with some results kept and some not. */
async function startAndHang(here: Place): Promise<ReturnType<typeof start>> {
  const run = start(here);
  const kept = join(here.cache, "verdicts");
  await until(() => (existsSync(kept) && readdirSync(kept).length > 1) || run.child.exitCode !== null);
  writeFileSync(here.hang, "");
  await until(() => processesOf(join(here.output, "slow-gcc")).length > 1 || run.child.exitCode !== null);
  expect(run.child.exitCode, run.stderr()).toBeNull();
  return run;
}

function proveToTheEnd(here: Place): string {
  rmSync(here.hang);
  const { code, stderr } = kindred(here.args, { env: { TMPDIR: here.temporary } });
  expect(code, stderr).toBe(0);
  const verdicts = JSON.parse(readFileSync(join(here.output, "verdicts.json"), "utf8")) as VerdictsDocument;
  expect(verdicts.totals).toMatchObject({ identical: 3, builds: 3 });
  expect(readdirSync(here.temporary)).toEqual([]);
  return stderr;
}

describe("an interrupted proof", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "leaves nothing at %s and goes on where it was",
    async (signal) => {
      const here = await place();
      const { child, stderr } = await startAndHang(here);
      child.kill(signal);
      const [, by] = (await once(child, "close")) as [number | null, string | null];
      expect(by).toBe(signal);
      expect(stderr()).toMatch(
        /kindred: interrupted, but \d of 6 patches are proved: the same command goes on/,
      );
      expect(readdirSync(here.temporary)).toEqual([]);
      expect(processesOf(join(here.output, "slow-gcc"))).toEqual([]);
      expect(readdirSync(here.output).sort()).toEqual(["hang", "series", "slow-gcc"]);
      proveToTheEnd(here);
    },
  );

  it("leaves a folder when it is killed, which the next run removes and nothing else", async () => {
    const here = await place();
    const { child } = await startAndHang(here);
    child.kill("SIGKILL");
    await once(child, "close");
    const [left, ...others] = readdirSync(here.temporary);
    expect(others).toEqual([]);
    expect(left).toMatch(/^kindred-\d+-\d+-\w{6}$/);
    for (const pid of processesOf(join(here.output, "slow-gcc"))) process.kill(Number(pid), "SIGKILL");
    const precious = temporaryFolder({ "precious.txt": "mine" });
    symlinkSync(precious, join(here.temporary, left!, "out-of-here"));
    const decoys = [
      left!.replace(/\w{6}$/, "ABCDEF"),
      left!.replace(/-(\d+)-/, `-${process.pid}-`),
      "kindred-other",
    ];
    symlinkSync(precious, join(here.temporary, decoys[0]!));
    for (const name of decoys.slice(1)) mkdirSync(join(here.temporary, name));
    rmSync(here.hang);
    kindred(here.args, { env: { TMPDIR: here.temporary } });
    expect(readdirSync(here.temporary).sort()).toEqual(decoys.sort());
    expect(readdirSync(precious)).toEqual(["precious.txt"]);
  });
});

describe("a proof without a terminal", () => {
  it("says what was proved already, and nothing with --quiet", async () => {
    const here = await place();
    writeFileSync(here.hang, "");
    expect(proveToTheEnd(here)).not.toContain("already");
    const again = kindred(here.args);
    // A run that takes long also says how far it is.
    expect(again.stderr.split("\n")).toContain("prove: 6 of 6 patches are proved already");
    expect(kindred([...here.args, "--quiet"])).toMatchObject({ stdout: again.stdout, stderr: "" });
  });
});

describe("a full disk", () => {
  it.each(["16k", "200k", "400k"])(
    "of %s gives one message or unbuilt, and nothing that is kept",
    async (size) => {
      const here = await place();
      const disk = smallDisk(size);
      if (disk === undefined) return;
      const { code, stderr } = kindred(here.args, { env: { TMPDIR: disk } });
      expect(readdirSync(disk)).toEqual([]);
      if (code === 3) expect(stderr).toMatch(/the disk is full.*\n {2}fix: /);
      else {
        const { totals } = JSON.parse(
          readFileSync(join(here.output, "verdicts.json"), "utf8"),
        ) as VerdictsDocument;
        expect(totals.fails).toBe(0);
      }
      writeFileSync(here.hang, "");
      proveToTheEnd(here);
    },
  );
});
