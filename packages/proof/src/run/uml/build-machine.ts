/** The module that makes the device, and the machine's first process: Kindred's own C sources, `assets/run/uml/`. */
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describeFailure, runTool } from "../../tools/run-tool.ts";
import { readAsset } from "../asset.ts";
import type { NoRun } from "../emulator.ts";
import { runMake, type UmlTree } from "./make.ts";

const SECONDS = 120;
const MODULE_SOURCES = [
  "Kbuild",
  "kindred.h",
  "driver.h",
  "main.c",
  "say.c",
  "device.c",
  "config.c",
  "windows.c",
  "registers.c",
  "eeprom.c",
  "dma.c",
  "random.c",
  "coverage.c",
  "control.c",
];
const PROCESS_SOURCES = ["init.h", "init.c", "init-text.c", "init-network.c"];
const PROCESS_OPTIONS = [
  ...["-O1", "-static", "-nostdlib", "-nostartfiles", "-ffreestanding", "-fno-builtin"],
  ...["-fno-stack-protector", "-fno-tree-loop-distribute-patterns", "-fno-pie", "-no-pie", "-Wl,-e,start"],
];

/** Where the parts are that each run needs. */
export interface Machine {
  readonly tree: UmlTree;
  readonly init: string;
  readonly module: string;
  /** Included before everything else in a driver. */
  readonly driverHeader: string;
}

/** All text that decides what a machine does, for hashes. */
export function machineSources(): string[] {
  return [...MODULE_SOURCES, ...PROCESS_SOURCES].map((name) => readAsset(`uml/${name}`).toString("latin1"));
}

/** Builds both in an empty folder. */
export async function buildMachine(tree: UmlTree, folder: string): Promise<Machine | NoRun> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const name of [...MODULE_SOURCES, ...PROCESS_SOURCES])
    await writeFile(join(folder, name), readAsset(`uml/${name}`));
  const init = join(folder, "init");
  const sources = PROCESS_SOURCES.filter((name) => name.endsWith(".c"));
  const argv = ["gcc", ...PROCESS_OPTIONS, "-o", init, ...sources];
  const made = await runTool(argv, { cwd: folder, timeLimitSeconds: SECONDS });
  if (made.outcome !== "exited" || made.code !== 0)
    return { kind: "none", cause: "unavailable", reason: describeFailure(argv, made) };
  const words = [`M=${folder}`, "KBUILD_MODPOST_WARN=1", "modules"];
  const failure = await runMake({ tree, words, jobs: 1, timeLimitSeconds: SECONDS, blame: "unavailable" });
  return (
    failure ?? { tree, init, module: join(folder, "kindred.ko"), driverHeader: join(folder, "driver.h") }
  );
}

/** Puts a file where the machine finds it. */
export async function placeFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to);
}
