import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readElf } from "../src/elf/read-elf.ts";
import { deviceOptions } from "../src/run/uml/device-options.ts";
import { DRIVERS } from "../src/run/uml/drivers.ts";
import { configText, findLibraries, kconfigText, readDriverSymbols } from "../src/run/uml/kernel-config.ts";
import { findRanLines } from "../src/run/uml/ran-lines.ts";
import { readTrace } from "../src/run/uml/read-trace.ts";

const scratch = mkdtempSync(join(tmpdir(), "kindred-uml-unit-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function place(path: string, text: string): void {
  mkdirSync(dirname(join(scratch, path)), { recursive: true });
  writeFileSync(join(scratch, path), text);
}

describe("readTrace", () => {
  const trace = readTrace(
    [
      "s load kindred.ko 0",
      "x probe+0x13/0x90 [chip]",
      "w 1 37 1 10",
      "r 1 37 1 10",
      "r 1 37 1 10",
      "r 1 37 1 0",
      "s load chip.ko 0",
      "s bound chip",
      "a 1000 10000000",
      "m 77aa",
      "s up  0",
      "s up  -16",
      "r 0 4 4 1",
    ].join("\n"),
  );

  it("names accesses after the result that ends them, and folds what repeats", () => {
    expect(trace.accesses).toEqual([
      "load kindred.ko: gives kindred.ko 0",
      "load chip.ko: write window 1 0x37 1 byte 0x10",
      "load chip.ko: read window 1 0x37 1 byte 0x10, 2 times",
      "load chip.ko: read window 1 0x37 1 byte 0x0",
      "load chip.ko: gives chip.ko 0",
      "up: allocate 0x1000 bytes for DMA at 0x10000000",
      "up: memory for DMA now has content 77aa",
      "up: gives 0",
      "up: gives -16",
      "then: read window 0 0x4 4 bytes 0x1",
    ]);
  });

  it("knows results, the driver, what ran, and that the end is missing", () => {
    expect(trace.results.get("load chip.ko")).toEqual([0]);
    expect(trace.results.get("up")).toEqual([0, -16]);
    expect(trace.bound).toBe("chip");
    expect(trace.blocks).toEqual([{ symbol: "probe", offset: 0x13, module: "chip" }]);
    expect(trace.complete).toBe(false);
    expect(readTrace("s bound -\nend\n")).toMatchObject({ complete: true, bound: undefined });
  });

  it("keeps accesses apart that differ in anything", () => {
    const lines = ["r 0 4 4 1", "r 0 4 4 2", "r 0 4 2 1", "r 1 4 4 1", "r 0 8 4 1", "w 0 4 4 1", "c 4 4 1"];
    expect(new Set(readTrace(lines.join("\n")).accesses).size).toBe(lines.length);
  });
});

describe("deviceOptions", () => {
  const driver = DRIVERS.find(({ name }) => name === "8139too")!;

  it("says what the device is in numbers", () => {
    const options = deviceOptions(driver, [], "noise 2")!.split(" ");
    expect(options).toContain(`id=${0x10ec},${0x8139},${0x10ec},${0x8139},${0x200},16`);
    expect(options).toContain("sizes=256,256");
    expect(options).toContain("kinds=1,0");
    expect(options).toContain("caps=1");
    expect(options.slice(-2)).toEqual(["pattern=noise", "seed=2"]);
  });

  it("takes the identity from the module's own table, else there is no device", () => {
    place(
      "alias.c",
      'static const char a[] __attribute__((section(".modinfo"), used)) = "depends=\\0alias=pci:v00008086d0000100Esv*sd*bc*sc*i*";\n',
    );
    execFileSync("gcc", ["-c", "-o", join(scratch, "alias.o"), join(scratch, "alias.c")]);
    const elf = readElf(readFileSync(join(scratch, "alias.o")));
    const { id: _, ...open } = driver;
    expect(deviceOptions(open, [elf], "memory")).toContain(`id=${0x8086},${0x100e},${0x8086},${0x100e},`);
    expect(deviceOptions(open, [], "memory")).toBeUndefined();
  });
});

describe("the small kernel's configuration", () => {
  it("asks for every driver, and makes part of the kernel what they select", async () => {
    const folder = "tree/drivers/net/ethernet";
    place(`${folder}/Kconfig`, 'config NET_VENDOR_X\n\tbool "X"\n\nconfig MDIO\n\ttristate\n');
    place(
      `${folder}/x/Kconfig`,
      'config X_NIC\n\ttristate "X"\n\tselect MII\n\nconfig X_CORE\n\ttristate\n\nconfig X_DCB\n\tbool "DCB"\n\tdefault y\n\nconfig X_PIO\n\tbool "PIO"\n\tdefault y\n',
    );
    const symbols = await readDriverSymbols(join(scratch, "tree"));
    const config = configText("CONFIG_NET=y\n# CONFIG_X_PIO is not set\n", symbols);
    expect(config.split("\n")).toEqual([
      "CONFIG_NET=y",
      "# CONFIG_X_PIO is not set",
      "CONFIG_NET_VENDOR_X=y",
      "CONFIG_X_DCB=y",
      "CONFIG_X_NIC=m",
      "",
    ]);
    const first = "CONFIG_NET=y\nCONFIG_X_NIC=m\nCONFIG_X_CORE=m\nCONFIG_MII=m\nCONFIG_MDIO=m\n";
    const libraries = findLibraries(first, symbols);
    expect(libraries).toEqual(["MDIO", "MII"]);
    const kconfig = kconfigText('mainmenu "Linux"\n', libraries);
    expect(kconfig.startsWith('mainmenu "Linux"\n')).toBe(true);
    expect(kconfig.endsWith("\n\tselect MDIO\n\tselect MII\n")).toBe(true);
  });
});

describe("findRanLines", () => {
  const SOURCE = [
    "extern int port(int);",
    "int probe(int a)",
    "{",
    "\tif (a == 3)",
    "\t\treturn port(a + 17);",
    "\tport(a);",
    "\treturn 0;",
    "}",
    "int remove(int a)",
    "{",
    "\treturn port(a) + 1;",
    "}",
    "",
  ].join("\n");
  place("chip/chip.c", SOURCE);
  const options = ["-O2", "-fno-pie", "-mcmodel=small", "-fsanitize-coverage=trace-pc", "-gdwarf-4", "-c"];
  execFileSync("gcc", [...options, "-o", join(scratch, "chip.o"), join(scratch, "chip/chip.c")]);
  const elf = readElf(readFileSync(join(scratch, "chip.o")));
  const hook = elf.symbols.findIndex(({ name }) => name === "__sanitizer_cov_trace_pc");
  const probe = elf.symbols.find(({ name }) => name === "probe")!;
  const calls = elf.sections[probe.section]!.relocations.filter(({ symbol }) => symbol === hook)
    .map(({ offset }) => offset + 3 - probe.value)
    .filter((offset) => offset < probe.size);
  const linesOf = (offsets: readonly number[], module = "chip") =>
    findRanLines(
      [{ name: "chip", elf }],
      offsets.map((offset) => ({ symbol: "probe", offset, module })),
      scratch,
    );

  it("counts the lines of the blocks that called, and no others", () => {
    expect(calls.length).toBeGreaterThanOrEqual(3);
    const { code, ran } = linesOf(calls);
    expect(code["chip/chip.c"]).toEqual(expect.arrayContaining([5, 6, 11]));
    expect(ran["chip/chip.c"]).toEqual(expect.arrayContaining([5, 6]));
    expect(ran["chip/chip.c"]).not.toContain(11);
    const each = calls.map((call) => linesOf([call]).ran["chip/chip.c"] ?? []);
    expect(each[0]).toContain(4);
    expect(each[0]).not.toContain(5);
    expect(each[0]).not.toContain(6);
    expect(each.filter((lines) => lines.includes(5) && lines.includes(6))).toEqual([]);
  });

  it("counts nothing for a place that is no call of the hook, or of another module", () => {
    expect(linesOf([calls[0]! + 1]).ran).toEqual({});
    expect(linesOf(calls, "other").ran).toEqual({});
  });
});

describe("the machine's first process", () => {
  it("compiles without a warning and without a C library", () => {
    const assets = join(import.meta.dirname, "../assets/run/uml");
    const sources = ["init.c", "init-text.c", "init-network.c"];
    const options = ["-O1", "-Wall", "-Wextra", "-Werror", "-ffreestanding", "-nostdlib", "-nostartfiles"];
    const rest = ["-static", "-fno-builtin", "-fno-stack-protector", "-Wl,-e,start"];
    const out = join(scratch, "init");
    const made = spawnSync("gcc", [...options, ...rest, "-o", out, ...sources], {
      cwd: assets,
      encoding: "utf8",
    });
    expect(made.stderr).toBe("");
    expect(made.status).toBe(0);
  });
});
