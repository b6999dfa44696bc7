/**
 * One life of the machine: a process that has a folder for its disk and ends by itself. What the device saw comes on its
 * standard output, the kernel's log on the other.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describeFailure, runTool, type ToolResult } from "../../tools/run-tool.ts";
import type { NoRun } from "../emulator.ts";
import { type Machine, placeFile } from "./build-machine.ts";
import { kernelProgram } from "./make.ts";

const SECONDS = 30;
const OUTPUT_LIMIT = 64 << 20;
/** Address space: most of it is a file with holes that stands for the machine's memory. */
const MEMORY_LIMIT = 16 * 2 ** 30;

export interface BootRequest {
  readonly machine: Machine;
  /** Modules of the driver, to be loaded in this order. */
  readonly modules: readonly string[];
  /** What the device is, as options of the module that makes it. */
  readonly deviceOptions: string;
  /** What the device does before each interrupt. */
  readonly beforeInterrupt: readonly string[];
  /** A folder of this run's own. */
  readonly scratch: string;
}

export interface BootResult {
  readonly trace: string;
  readonly log: string;
  /** Whether it ended by itself, also by a panic. */
  readonly ended: boolean;
}

/** Starts a machine and waits for its end; the folder is gone afterwards. */
export async function boot(request: BootRequest): Promise<BootResult | NoRun> {
  const { machine, scratch } = request;
  if (/[\s,"]/.test(scratch)) return unavailable(`${scratch}: the kernel cannot be told of such a folder.`);
  try {
    const disk = join(scratch, "disk");
    const memory = join(scratch, "memory");
    await mkdir(join(disk, "proc"), { recursive: true });
    await mkdir(memory, { recursive: true });
    await placeFile(machine.init, join(disk, "init"));
    await placeFile(machine.module, join(disk, "kindred.ko"));
    for (const module of request.modules) await placeFile(module, join(disk, basename(module)));
    await writeFile(join(disk, "steps"), stepsOf(request));
    const argv = [kernelProgram(machine.tree), ...commandLine(disk, memory)];
    return judge(
      argv,
      await runTool(argv, {
        cwd: scratch,
        env: { TMPDIR: memory, HOME: memory },
        timeLimitSeconds: SECONDS,
        outputLimit: OUTPUT_LIMIT,
        memoryLimit: MEMORY_LIMIT,
        encoding: "latin1",
      }),
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function commandLine(disk: string, memory: string): string[] {
  return [
    ...["mem=512M", "rootfstype=hostfs", `rootflags=${disk}`, "rw", "init=/init"],
    ...["time-travel=inf-cpu", "con=null", "con0=fd:0,fd:2", `uml_dir=${memory}/`, "umid=kindred"],
  ];
}

function stepsOf({ modules, deviceOptions, beforeInterrupt }: BootRequest): string {
  const names = modules.map((module) => basename(module));
  return [
    `load kindred.ko ${deviceOptions}`,
    ...beforeInterrupt.map((command) => `before ${command}`),
    ...names.map((name) => `load ${name}`),
    "bound",
    "net",
    ...names.reverse().map((name) => `unload ${name.replace(/\.ko$/, "").replaceAll("-", "_")}`),
    "",
  ].join("\n");
}

function judge(argv: readonly string[], result: ToolResult): BootResult | NoRun {
  const { outcome, stdout, stderr } = result;
  if (outcome === "not-found") return unavailable(describeFailure(argv, result));
  // The host could not give it what it needs: nothing to do with the driver.
  if (!stderr.includes("Run /init as init process") && outcome !== "timed-out")
    return unavailable(
      `User Mode Linux does not come up: ${stderr.trim().split("\n").slice(-2).join(" | ")}`,
    );
  return { trace: stdout, log: stderr, ended: outcome === "exited" || outcome === "killed" };
}

function unavailable(reason: string): NoRun {
  return { kind: "none", cause: "unavailable", reason };
}
