import { mkdirSync, readFileSync, readlinkSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { runTool } from "@kindred/proof";
import { describe, expect, it } from "vitest";
import { readElf } from "../src/elf/read-elf.ts";
import { openKernelMirror, setMirrorFiles } from "../src/run/kernel-mirror.ts";
import { lockFolder } from "../src/run/lock-folder.ts";
import { packInitramfs } from "../src/run/qemu/initramfs.ts";
import { readConsole } from "../src/run/qemu/read-console.ts";
import { readLineTable } from "../src/run/qemu/read-line-table.ts";
import { findSourceLines } from "../src/run/qemu/source-lines.ts";
import { scratchFolder, writeFiles } from "./support/scratch-tree.ts";

describe("what the guest prints", () => {
  const text = (...lines: string[]) => readConsole(lines.join("\r\n"));

  it("tells where the device and the module are, and how each step went", () => {
    const seen = text(
      "[    1.0] booting",
      "KINDRED bar 0 0x00000000febe0000 0x00000000febfffff",
      "KINDRED begin load",
      "KINDRED section e1000 .text 0xffffffffa0000000",
      "KINDRED step load ok",
      "KINDRED end",
    );
    expect(seen).toEqual({
      steps: [{ name: "load", ok: true }],
      isComplete: true,
      complaints: [],
      bars: [{ index: 0, start: 0xfebe0000, end: 0xfebfffff }],
      sections: [{ module: "e1000", section: ".text", address: 0xffffffffa0000000n }],
    });
  });

  it("shows a step that never ended as failed", () => {
    expect(text("KINDRED begin load", "KINDRED step load ok", "KINDRED begin ping").steps).toEqual([
      { name: "load", ok: true },
      { name: "ping", ok: false },
    ]);
  });

  it.each([
    ["[    5.1] WARNING: CPU: 0 PID: 1 at drivers/x.c:5 x+0x1/0x2", 1],
    ["[    5.1] BUG: kernel NULL pointer dereference, address: 0", 1],
    ["[    5.1] Kernel panic - not syncing: Fatal exception", 1],
    ["[    5.1] NETDEV WATCHDOG: eth0 (e100): transmit queue 0 timed out", 1],
    ["[    5.1] irq 11: nobody cared (try booting with the irqpoll option)", 1],
    ["KINDRED hung", 1],
    ["[    5.1] e1000: eth0 NIC Link is Up", 0],
  ])("complains: %s", (line, count) => {
    expect(text(line).complaints.length).toBe(count);
  });
});

describe("the guest's files", () => {
  it("are an archive that cpio reads, the same each time", async () => {
    const files = [
      { path: "init", data: Buffer.from("#!x\n") },
      { path: "lib/a/b", data: Buffer.from("12345") },
    ];
    const archive = packInitramfs(files);
    expect(packInitramfs(files).equals(archive)).toBe(true);
    expect(archive.length % 4).toBe(0);
    const fields = [...archive.toString("latin1").matchAll(/070701([0-9a-f]{104})/g)].map(([, hex]) => hex!);
    const sizes = fields.map((hex) => Number.parseInt(hex.slice(48, 56), 16));
    expect(sizes).toEqual([0, 0, 4, 5, 0]);
    const listed = await runTool(["cpio", "-t", "--quiet"], { input: archive });
    if (listed.outcome === "exited")
      expect(listed.stdout.trim().split("\n")).toEqual(["lib", "lib/a", "init", "lib/a/b"]);
  });
});

const SOURCE = `#include "h.h"
int ran(int a)
{
	return helper(a);
}
__attribute__((section(".init.text"))) int never(int a)
{
	return a * 3;
}
`;

describe("which lines ran", () => {
  it("is read from the line table of the module, helpers in headers by their own lines", async () => {
    const folder = scratchFolder();
    writeFiles(folder, {
      "a.c": SOURCE,
      "h.h": "static inline __attribute__((always_inline)) int helper(int a)\n{\n\treturn a * 5 + 1;\n}\n",
    });
    const object = join(folder, "a.o");
    const argv = ["gcc", "-O2", "-fcf-protection=none", "-gdwarf-4", "-c", "-o", object, join(folder, "a.c")];
    expect((await runTool(argv)).code).toBe(0);
    const bytes = readFileSync(object);
    const elf = readElf(bytes);
    const ranges = readLineTable(elf);
    expect(new Set(ranges.map(({ section }) => section))).toEqual(new Set([".text", ".init.text"]));
    const sections = [
      { module: "a", section: ".text", address: 0xa0000000n },
      { module: "a", section: ".init.text", address: 0xa0100000n },
    ];
    const { code, ran } = findSourceLines(
      [{ name: "a", bytes, elf }],
      sections,
      new Set([0xa0000000n]),
      folder,
    );
    expect(code["a.c"]).toEqual(
      expect.arrayContaining([3, 5, 7, 8, 9].filter((line) => code["a.c"]!.includes(line))),
    );
    expect(code["a.c"]).toContain(8);
    expect(code["h.h"]).toContain(3);
    expect(ran["a.c"] ?? []).not.toContain(8);
    expect([...(ran["a.c"] ?? []), ...(ran["h.h"] ?? [])].length).toBeGreaterThan(0);
  });

  it("ends on damaged tables, whatever they say", () => {
    const section = (data: Uint8Array) => ({
      ...{ index: 1, name: ".debug_line", type: 1, flags: 0, alignment: 1, entrySize: 0, relocations: [] },
      ...{ size: data.length, data },
    });
    for (let seed = 0; seed < 200; seed++) {
      const data = Uint8Array.from(
        { length: 120 },
        (_, at) => (seed * 131 + at * at * 17 + (at >> 2)) & 0xff,
      );
      data.set([0x60, 0, 0, 0, 4, 0, 0x10, 0, 0, 0]);
      expect(readLineTable({ machine: 62, sections: [section(data)], symbols: [] })).toBeInstanceOf(Array);
    }
  });
});

describe("the kernel's mirror", () => {
  it("shows changes, goes back with a new time, and never writes into the tree", async () => {
    const kernel = scratchFolder();
    writeFiles(kernel, {
      "arch/x86/Kconfig": "",
      "drivers/a/a.c": "old",
      "drivers/a/b.c": "b",
      ".config": "C",
      Makefile: "",
    });
    utimesSync(join(kernel, "drivers/a/a.c"), 1000, 1000);
    const mirror = join(scratchFolder(), "source");
    await openKernelMirror(kernel, mirror);
    expect(() => statSync(join(mirror, ".config"))).toThrow();
    expect(readlinkSync(join(mirror, "drivers"))).toBe(join(kernel, "drivers"));
    const read = (file: string) => readFileSync(join(mirror, file), "latin1");
    await setMirrorFiles(
      kernel,
      mirror,
      new Map([
        ["drivers/a/a.c", "new"],
        ["drivers/c/n.h", "n"],
        ["drivers/a/b.c", null],
      ]),
    );
    expect([read("drivers/a/a.c"), read("drivers/c/n.h")]).toEqual(["new", "n"]);
    expect(() => read("drivers/a/b.c")).toThrow();
    await setMirrorFiles(kernel, mirror, new Map());
    expect([read("drivers/a/a.c"), read("drivers/a/b.c")]).toEqual(["old", "b"]);
    expect(() => read("drivers/c/n.h")).toThrow();
    expect(statSync(join(mirror, "drivers/a/a.c")).mtimeMs).toBeGreaterThan(1_000_000);
    expect(readFileSync(join(kernel, "drivers/a/a.c"), "latin1")).toBe("old");
  });

  it("keeps out of a folder that a link leads to", async () => {
    const kernel = scratchFolder();
    const outside = scratchFolder();
    writeFiles(kernel, { "arch/x86/Kconfig": "", Makefile: "" });
    mkdirSync(join(kernel, "drivers"));
    symlinkSync(outside, join(kernel, "drivers/linked"));
    const mirror = join(scratchFolder(), "source");
    await openKernelMirror(kernel, mirror);
    await setMirrorFiles(kernel, mirror, new Map([["drivers/linked/x.c", "x"]]));
    expect(readFileSync(join(mirror, "drivers/linked/x.c"), "latin1")).toBe("x");
    expect(() => statSync(join(outside, "x.c"))).toThrow();
  });
});

describe("a folder that one process at a time builds in", () => {
  it("is free after its lock is given back, and when the process that held it is gone", async () => {
    const folder = scratchFolder();
    const unlock = (await lockFolder(folder, () => {}))!;
    const waited: number[] = [];
    expect(await lockFolder(folder, (holder) => waited.push(holder), 0)).toBeUndefined();
    expect(waited).toEqual([process.pid]);
    await unlock();
    const gone = await runTool(["sh", "-c", "echo $$"]);
    writeFiles(folder, { lock: gone.stdout });
    expect(await lockFolder(folder, () => {}, 2000)).toBeInstanceOf(Function);
  });
});
