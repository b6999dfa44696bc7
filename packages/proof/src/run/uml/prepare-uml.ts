import { join } from "node:path";
import { contentKey } from "../../prove/result-cache.ts";
import { runTool } from "../../tools/run-tool.ts";
import type { NoRun, PreparedEmulator, RunContext } from "../emulator.ts";
import { createDriverBuilder } from "./build-driver.ts";
import { buildKernel } from "./build-kernel.ts";
import { buildMachine, machineSources } from "./build-machine.ts";
import { DRIVERS } from "./drivers.ts";

/** Builds the kernel and the machine, or says why not. */
export async function prepareUml(context: RunContext): Promise<PreparedEmulator | NoRun> {
  if (process.arch !== "x64" || process.platform !== "linux")
    return none("User Mode Linux runs on Linux on x86-64 only.");
  const version = await runTool(["gcc", "--version"], { timeLimitSeconds: 20 });
  if (version.outcome !== "exited" || version.code !== 0) return none("`gcc` is missing.");
  const compiler = version.stdout.split("\n", 1)[0]!.trim();
  const tree = await buildKernel(context, compiler);
  if ("kind" in tree) return tree;
  const machine = await buildMachine(tree, join(context.scratch, "machine"));
  if ("kind" in machine) return machine;
  const driverOf = createDriverBuilder(context, machine);
  return {
    title: "User Mode Linux",
    identity: contentKey([tree.build, compiler, machineSources(), DRIVERS]),
    build: (driver, files) => driverOf(driver.name, files),
    close: async () => undefined,
  };
}

function none(reason: string): NoRun {
  return { kind: "none", cause: "unavailable", reason };
}
