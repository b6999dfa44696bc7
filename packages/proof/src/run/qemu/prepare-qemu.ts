import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeFailure, runTool, type ToolResult } from "../../tools/run-tool.ts";
import { readAsset } from "../asset.ts";
import type { BuiltDriver, EmulatedDriver, NoRun, PreparedEmulator, RunContext } from "../emulator.ts";
import { openSmallKernel, type SmallKernel } from "../small-kernel.ts";
import { DRIVERS, type QemuDriver } from "./drivers.ts";
import { type BuiltModule, findModules } from "./find-modules.ts";
import { packInitramfs } from "./initramfs.ts";
import { machineArguments, QEMU, runGuest } from "./run-guest.ts";

/** Bumped when a change of Kindred makes another trace of the same run. */
const TRACE_VERSION = 2;
const BUSYBOX = ["/bin/busybox", "/usr/bin/busybox"];
const IMAGE = "arch/x86/boot/bzImage";
const PACKAGES = "qemu-system-x86 seabios ipxe-qemu busybox-static";

/** Looks for QEMU and busybox and builds the small kernel. */
export async function prepareQemu(context: RunContext): Promise<PreparedEmulator | NoRun> {
  if (process.arch !== "x64") return unavailable("Drivers run under QEMU only on x86-64 so far.");
  const version = await qemuVersion();
  const busybox = BUSYBOX.find((path) => existsSync(path));
  if (version === undefined) return missing(`${QEMU} is not installed`);
  if (busybox === undefined) return missing("busybox is not installed");
  const kernel = await openSmallKernel({
    context,
    name: "qemu",
    fragment: `${readAsset("qemu.config").toString("latin1")}${driverOptions()}`,
    makeArguments: ["ARCH=x86"],
    image: IMAGE,
    duration: "about five minutes of processor time",
  });
  if ("kind" in kernel) return kernel;
  const machine: Machine = { context, kernel, busybox: readFileSync(busybox) };
  return {
    title: `QEMU ${version}`,
    identity: identityOf(machine, version),
    build: (driver, files) => buildDriver(machine, driver, files),
    close: () => kernel.close(),
  };
}

interface Machine {
  readonly context: RunContext;
  readonly kernel: SmallKernel;
  readonly busybox: Buffer;
}

function unavailable(reason: string): NoRun {
  return { kind: "none", cause: "unavailable", reason };
}

function missing(what: string): NoRun {
  return unavailable(`${what}: \`apt-get install --no-install-recommends ${PACKAGES}\`.`);
}

async function qemuVersion(): Promise<string | undefined> {
  const result = await runTool([QEMU, "--version"], { timeLimitSeconds: 20 });
  return result.outcome === "exited" ? /version (\S+)/.exec(result.stdout)?.[1] : undefined;
}

/** Configuration of all drivers of the table: one kernel serves them all. */
function driverOptions(): string {
  const on = DRIVERS.flatMap(({ enable }) => enable.map((name) => `CONFIG_${name}=y`));
  const modules = DRIVERS.flatMap((driver) => driver.modules.map((name) => `CONFIG_${name}=m`));
  return `${[...new Set([...on, ...modules])].join("\n")}\n`;
}

function guestFiles({ busybox }: Machine, driver: QemuDriver) {
  return [
    { path: "bin/busybox", data: busybox },
    { path: "init", data: readAsset("qemu-init.sh") },
    { path: "exercise.sh", data: readAsset(`qemu-${driver.script}.sh`) },
  ];
}

function identityOf(machine: Machine, version: string): string {
  const hash = createHash("sha256").update(`${TRACE_VERSION} ${version}`);
  hash.update(readFileSync(join(machine.kernel.build, IMAGE)));
  for (const driver of DRIVERS) {
    hash.update(JSON.stringify([driver, machineArguments(driver)]));
    for (const { data } of guestFiles(machine, driver)) hash.update(data);
  }
  return hash.digest("hex");
}

async function buildDriver(
  machine: Machine,
  { name }: EmulatedDriver,
  files: Parameters<PreparedEmulator["build"]>[1],
): Promise<BuiltDriver | NoRun> {
  const driver = DRIVERS.find((one) => one.name === name)!;
  const failure = await machine.kernel.buildModules(files);
  if (failure !== undefined) return describeRefusal(driver, failure);
  const modules = await findModules(machine.kernel.build, name);
  if (modules === undefined) return unavailable(`The small kernel has no module ${name}.`);
  const id = createHash("sha256");
  for (const module of modules) id.update(module.name).update(module.bytes);
  return packDriver(machine, driver, modules, id.digest("hex"));
}

/** Whether the driver's own source is at fault, or another's that is built with it. */
function describeRefusal({ sources }: QemuDriver, failure: ToolResult): NoRun {
  const errors = failure.stderr.split("\n").filter((line) => /: (?:fatal )?error: /.test(line));
  const own = errors.find((line) => sources.some((source) => line.includes(`/${source}`)));
  if (own !== undefined)
    return { kind: "none", cause: "unbuilt", reason: `It does not compile in the small kernel: ${own}` };
  return unavailable(`The small kernel's modules do not build: ${describeFailure(["make"], failure)}`);
}

async function packDriver(
  machine: Machine,
  driver: QemuDriver,
  modules: readonly BuiltModule[],
  id: string,
): Promise<BuiltDriver | NoRun> {
  const stripped = [];
  for (const module of modules) {
    const data = await stripModule(machine.context.scratch, module);
    if ("kind" in data) return data;
    stripped.push({ path: `mod/${module.name}.ko`, data });
  }
  const initramfs = join(machine.context.scratch, `${driver.name}-${id.slice(0, 16)}.cpio`);
  await writeFile(initramfs, packInitramfs([...guestFiles(machine, driver), ...stripped]));
  const { build, source } = machine.kernel;
  const kernel = join(build, IMAGE);
  const console = join(machine.context.scratch, "console");
  const guest = { driver, kernel, initramfs, console, modules, source };
  return { id, run: (seed = 1) => runGuest(guest, seed) };
}

/** A module without its debug information, filled up so that a few bytes more or less leave the guest's memory as it is. */
async function stripModule(scratch: string, { name, bytes }: BuiltModule): Promise<Buffer | NoRun> {
  const path = join(scratch, `${name}.ko`);
  await writeFile(path, bytes);
  const argv = ["strip", "--strip-debug", path];
  const result = await runTool(argv);
  if (result.outcome !== "exited" || result.code !== 0) return unavailable(describeFailure(argv, result));
  const data = readFileSync(path);
  return Buffer.concat([data, Buffer.alloc(FILLED - (data.length % FILLED))]);
}

const FILLED = 256 << 10;
