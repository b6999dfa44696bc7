/**
 * An unmodified 8139too on registers in memory, under User Mode Linux. Needs a kernel: KINDRED_KERNEL names its source, and
 * KINDRED_RUN_CACHE a folder that keeps the small kernel from one run to the next.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeTraceDifference } from "../src/run/compare-traces.ts";
import type { DriverRun, NoRun, PreparedEmulator } from "../src/run/emulator.ts";
import { isWorking } from "../src/run/observe-side.ts";
import { uml } from "../src/run/uml/uml.ts";
import { runTool } from "../src/tools/run-tool.ts";

const kernel = process.env.KINDRED_KERNEL;
const FILE = "drivers/net/ethernet/realtek/8139too.c";
const ASSETS = join(import.meta.dirname, "../assets/run/uml");

/** What another register programming is, and a bit of software. */
const MUTANTS: readonly (readonly [name: string, from: string, to: string])[] = [
  ["another command", "RTL_W8 (ChipCmd, CmdReset);", "RTL_W8 (ChipCmd, CmdRxEnb);"],
  ["a dropped write", "RTL_W32 (RxMissed, 0);", ";"],
  ["a doubled write", "RTL_W32 (RxMissed, 0);", "RTL_W32 (RxMissed, 0); RTL_W32 (RxMissed, 0);"],
  ["another register", "RTL_W32_F (TxAddr0 + (i * 4),", "RTL_W32_F (TxAddr0 + (i * 8),"],
  ["another width", "RTL_W32 (TxConfig, rtl8139_tx_config);", "RTL_W16 (TxConfig, rtl8139_tx_config);"],
  [
    "a bit too few",
    "RTL_W8 (Cfg9346, EE_ENB | dataval | EE_SHIFT_CLK);",
    "RTL_W8 (Cfg9346, EE_ENB | dataval);",
  ],
  ["an interrupt left on", "RTL_W16 (IntrMask, 0x0000);", "RTL_W16 (IntrMask, 0x0001);"],
  ["another shift", "ether_crc(ETH_ALEN, ha->addr) >> 26", "ether_crc(ETH_ALEN, ha->addr) >> 27"],
  ["a shorter packet", "max(len, (unsigned int)ETH_ZLEN)", "len"],
  ["a read too many", "tmp8 = RTL_R8 (ChipCmd);", "tmp8 = RTL_R8 (ChipCmd); tmp8 = RTL_R8 (ChipCmd);"],
  ["less memory for DMA", "TX_BUF_TOT_LEN,", "TX_BUF_TOT_LEN / 2,"],
  ["another answer to ethtool", "regs->version = RTL_REGS_VER;", "regs->version = RTL_REGS_VER + 1;"],
];

let scratch: string;
let emulator: PreparedEmulator | NoRun;
let text = "";
let plain: DriverRun;

async function runWith(source: string): Promise<DriverRun | NoRun> {
  if ("kind" in emulator) throw new Error(emulator.reason);
  const driver = uml.drivers.find(({ name }) => name === "8139too")!;
  const built = await emulator.build(driver, new Map([[FILE, source]]));
  return "kind" in built ? built : built.run();
}

async function accessesOf(source: string): Promise<readonly string[]> {
  const run = await runWith(source);
  if (run.kind === "none") throw new Error(run.reason);
  return run.accesses;
}

beforeAll(async () => {
  if (kernel === undefined) return;
  scratch = mkdtempSync(join(tmpdir(), "kindred-uml-"));
  const work = join(scratch, "work");
  mkdirSync(work, { recursive: true });
  text = readFileSync(join(kernel, FILE), "latin1");
  const context = {
    kernel,
    cacheDirectory: process.env.KINDRED_RUN_CACHE ?? join(scratch, "cache"),
    scratch: work,
    jobs: 2,
    onProgress: console.log,
    onNote: console.log,
  };
  emulator = await uml.prepare(context);
  const run = await runWith(text);
  if (run.kind === "none") throw new Error(run.reason);
  plain = run;
}, 30 * 60_000);

afterAll(() => {
  if (kernel !== undefined) rmSync(scratch, { recursive: true, force: true });
});

describe.runIf(kernel)("8139too under User Mode Linux", () => {
  it("takes the device, opens, is used, closes; most of its lines run", () => {
    expect(plain).toSatisfy(isWorking);
    expect(plain.steps.slice(0, 4).map(({ name }) => name)).toEqual([
      "load",
      "probe",
      "open, use and close",
      "unload",
    ]);
    expect(
      plain.accesses.filter((access) => access.startsWith("memory, up: write window")).length,
    ).toBeGreaterThan(30);
    expect(plain.ran[FILE]!.length / plain.code[FILE]!.length).toBeGreaterThan(0.7);
  });

  it("gives the same trace each time, also built anew", async () => {
    for (let time = 0; time < 4; time++)
      expect(describeTraceDifference(plain.accesses, await accessesOf(text))).toBeNull();
  });

  it("gives the same trace with the reset in a helper out of line", async () => {
    const head = "static void rtl8139_chip_reset (void __iomem *ioaddr)\n{\n\tint i;\n";
    const helper =
      "static noinline void kindred_write(void __iomem *at, unsigned int reg, u8 value)\n{\n\tiowrite8(value, at + reg);\n}\n\n";
    const changed = text
      .replace(head, helper + head)
      .replace("RTL_W8 (ChipCmd, CmdReset);", "kindred_write(ioaddr, ChipCmd, CmdReset);");
    expect(changed.length).toBeGreaterThan(text.length + helper.length);
    const run = await runWith(changed);
    expect(run.kind === "run" && describeTraceDifference(plain.accesses, run.accesses)).toBeNull();
    const line = changed.split("\n").findIndex((one) => one.includes("iowrite8(value, at + reg)")) + 1;
    expect(run.kind === "run" && run.ran[FILE]).toContain(line);
  });

  it.each(MUTANTS)("sees %s", async (_name, from, to) => {
    const changed = text.replace(from, () => to);
    expect(changed).not.toBe(text);
    const difference = describeTraceDifference(plain.accesses, await accessesOf(changed));
    console.log(difference);
    expect(difference).not.toBeNull();
  });
});

describe.runIf(kernel)("a bad driver under User Mode Linux", () => {
  it("says what the compiler refuses", async () => {
    const run = await runWith(text.replace("RTL_W8 (ChipCmd, CmdReset);", "RTL_W8 (ChipCmd CmdReset);"));
    expect(run).toMatchObject({ kind: "none", cause: "unbuilt" });
    expect(run.kind === "none" && run.reason).toMatch(/8139too\.c:\d+:\d+: error/);
  });

  it("reports an oops, and that nothing works then", async () => {
    const run = await runWith(text.replace("RTL_W32 (RxMissed, 0);", "*(volatile int *)8 = 0;"));
    expect(run).not.toSatisfy(isWorking);
    expect(run.kind === "run" && run.complaints[0]).toMatch(/Kernel panic|BUG/);
  });

  it("ends a driver that polls for ever, at the same place each time", async () => {
    const changed = text.replace("RTL_W32 (RxMissed, 0);", "while (RTL_R8 (ChipCmd) != 0x77);");
    const first = await runWith(changed);
    expect(first).not.toSatisfy(isWorking);
    expect(first.kind === "run" && first.accesses.join("\n")).toMatch(/, \d{4,} times/);
    const second = await accessesOf(changed);
    expect(first.kind === "run" && describeTraceDifference(first.accesses, second)).toBeNull();
  });

  it("ends a driver that hangs, and leaves no process behind", async () => {
    const run = await runWith(text.replace("RTL_W32 (RxMissed, 0);", "for (;;) barrier();"));
    expect(run).not.toSatisfy(isWorking);
    expect(run.kind === "run" && run.accesses).toEqual(["memory: does not end"]);
    expect(run.kind === "run" && run.ran).toEqual({});
    expect(processesIn(scratch)).toEqual([]);
  });
});

it.runIf(kernel)("has C in the kernel's own style", async () => {
  const files = readdirSync(ASSETS).filter((name) => /\.[ch]$/.test(name));
  const argv = ["perl", join(kernel!, "scripts/checkpatch.pl"), "--no-tree", "--strict", "-f"];
  const { stdout } = await runTool([...argv, ...files], { cwd: ASSETS });
  const clean = stdout.match(/^total: 0 errors, 0 warnings, 0 checks/gm) ?? [];
  expect(clean, stdout).toHaveLength(files.length);
});

/** Commands of processes that work in a folder. */
function processesIn(folder: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "latin1");
        return command.includes(`rootflags=${folder}`) ? [command] : [];
      } catch {
        return []; // ended meanwhile
      }
    });
}
