/**
 * One boot of the small kernel under QEMU. Nothing in it hangs on the machine it runs on: the clock counts instructions
 * (`-icount`), time of day starts at a constant, the network ends in QEMU itself, and there is one processor. So
 * two runs of the same thing are alike, access by access.
 */
import { readFile } from "node:fs/promises";
import type { ToolResult } from "../../tools/run-tool.ts";
import { describeFailure, runTool } from "../../tools/run-tool.ts";
import type { DriverRun, NoRun } from "../emulator.ts";
import type { QemuDriver } from "./drivers.ts";
import type { BuiltModule } from "./find-modules.ts";
import { type Console, readConsole } from "./read-console.ts";
import { readTrace } from "./read-trace.ts";
import { findSourceLines } from "./source-lines.ts";

export const QEMU = "qemu-system-x86_64";

export interface Guest {
  readonly driver: QemuDriver;
  readonly kernel: string;
  readonly initramfs: string;
  readonly modules: readonly BuiltModule[];
  /** File for what the guest prints; to a pipe it would print as fast as somebody reads. */
  readonly console: string;
  /** Folder that the modules' sources were compiled in. */
  readonly source: string;
}

const RUN_SECONDS = 300;
/** A run logs a few megabytes; one that does not end logs for ever. */
const LOG_LIMIT = 400 << 20;
/** Where the kernel puts modules when its address is not random. */
const MODULES_AT = "0xffffffffa0000000+0x40000000";

/** Arguments of QEMU, without the files of this run. */
export function machineArguments({ model, script }: QemuDriver): string[] {
  const device =
    script === "network"
      ? [
          "-netdev",
          "user,id=net,ipv6=off,restrict=on",
          "-device",
          `${model},netdev=net,mac=52:54:00:12:34:56,addr=4,romfile=`,
        ]
      : ["-device", `${model},addr=4`, "-watchdog-action", "none"];
  return [
    ...["-M", "pc", "-no-hpet", "-accel", "tcg", "-cpu", "qemu64", "-m", "128"],
    ...["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"],
    ...["-icount", "shift=5,sleep=off", "-rtc", "clock=vm,base=2026-01-01"],
    ...["-chardev", "null,id=marks", "-device", "isa-debugcon,iobase=0xe9,chardev=marks"],
    ...["-trace", "memory_region_ops_*", "-d", "in_asm", "-dfilter", MODULES_AT],
    ...device,
  ];
}

/**
 * Boots, lets the driver's script run, and reads what was seen. The kernel stirs its command line into its random numbers, so
 * another seed there gives others.
 */
export async function runGuest(guest: Guest, seed: number): Promise<DriverRun | NoRun> {
  const names = guest.modules.map(({ name }) => name).join(",");
  const line = `console=ttyS0 panic=-1 tsc=reliable kindred.seed=${seed} kindred.modules=${names}`;
  const files = ["-kernel", guest.kernel, "-initrd", guest.initramfs, "-append", line];
  const argv = [
    QEMU,
    ...machineArguments(guest.driver),
    "-seed",
    `${seed}`,
    "-serial",
    `file:${guest.console}`,
    ...files,
  ];
  const result = await runTool(argv, {
    timeLimitSeconds: RUN_SECONDS,
    outputLimit: LOG_LIMIT,
    encoding: "latin1",
  });
  const printed = await readFile(guest.console, "latin1").catch(() => "");
  return whyNoRun(argv, result, printed) ?? describeRun(guest, readConsole(printed), result);
}

/** A guest that does not end is something that was seen; a QEMU that does not start or is killed is not. */
function whyNoRun(argv: readonly string[], result: ToolResult, printed: string): NoRun | undefined {
  const { outcome, code } = result;
  if (outcome === "timed-out" || outcome === "output-too-large") return undefined;
  if (outcome === "exited" && code === 0 && printed.includes("KINDRED ")) return undefined;
  const said = result.stderr
    .split("\n")
    .filter((text) => text.startsWith("qemu-system"))
    .join(" | ");
  const reason = describeFailure(argv, { ...result, stderr: said });
  return { kind: "none", cause: "unavailable", reason };
}

function describeRun(guest: Guest, console: Console, result: ToolResult): DriverRun {
  const { driver, modules, source } = guest;
  const trace = readTrace({
    log: result.stderr,
    bars: console.bars,
    ports: driver.ports ?? [],
    dmaRegisters: driver.dmaRegisters,
    steps: console.steps.map(({ name }) => name),
  });
  const coverage = findSourceLines(modules, console.sections, trace.executed, source);
  const isOver = result.outcome === "exited";
  const unfinished = isOver ? [] : [`the guest did not end (${Math.round(result.seconds)} s)`];
  return {
    kind: "run",
    steps: console.steps,
    complaints: [...console.complaints, ...unfinished],
    accesses: trace.accesses,
    ...coverage,
    seconds: result.seconds,
  };
}
