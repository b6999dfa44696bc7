/**
 * A driver as modules, built by make in a mirror of the kernel where its folder is real, since that is where objects of
 * modules outside of the tree go. One mirror for each driver: the next build makes only what changed.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { decodeC } from "@kindred/c-source";
import type { ChangedFiles } from "../../compile/scratch-mirror.ts";
import { readElf } from "../../elf/read-elf.ts";
import type { BuiltDriver, NoRun, RunContext } from "../emulator.ts";
import { openKernelMirror, setMirrorFiles } from "../kernel-mirror.ts";
import type { Machine } from "./build-machine.ts";
import type { UmlDriver } from "./device.ts";
import { DRIVERS } from "./drivers.ts";
import { runMake } from "./make.ts";
import { type DriverModule, runDriver } from "./run-driver.ts";

const SECONDS = 900;
/**
 * Every block calls a hook (coverage), directly: `driver.h` says why the addresses are counted from the code. Debug
 * information tells the lines; version 4 is the one that is read.
 */
const OPTIONS = ["-fsanitize-coverage=trace-pc", "-mcmodel=small", "-fpie", "-gdwarf-4"];

type BuildDriver = (name: string, files: ChangedFiles) => Promise<BuiltDriver | NoRun>;

/** What builds drivers for a machine, one after the other. */
export function createDriverBuilder(context: RunContext, machine: Machine): BuildDriver {
  let count = 0;
  return async (name, files) => {
    const driver = DRIVERS.find((one) => one.name === name);
    if (driver === undefined) throw new Error(`no driver ${name}`);
    const mirror = join(context.scratch, `tree-${name}`);
    const failure = await make(context, { machine, driver, files, mirror });
    if (failure !== undefined) return failure;
    const folder = join(context.scratch, `built-${count++}`);
    const modules = await collect(driver, mirror, folder);
    const hash = createHash("sha256");
    for (const { bytes } of modules) hash.update(bytes);
    const request = { machine, driver, modules, root: mirror, scratch: join(folder, "run") };
    return { id: hash.digest("hex"), run: () => runDriver(request) };
  };
}

interface MakeDriver {
  readonly machine: Machine;
  readonly driver: UmlDriver;
  readonly files: ChangedFiles;
  readonly mirror: string;
}

async function make({ kernel, jobs }: RunContext, request: MakeDriver): Promise<NoRun | undefined> {
  const { machine, driver, files, mirror } = request;
  const { folder, modules } = driver;
  const own = await readFolder(kernel, folder);
  await openKernelMirror(kernel, mirror);
  await setMirrorFiles(kernel, mirror, new Map([...own, ...files]));
  const flags = [...OPTIONS, "-include", machine.driverHeader].join(" ");
  return runMake({
    tree: machine.tree,
    source: mirror,
    words: [
      ...[`M=${join(mirror, folder)}`, "KBUILD_MODPOST_WARN=1", `KCFLAGS=${flags}`],
      ...modules.map((module) => `${module}.ko`),
    ],
    jobs,
    timeLimitSeconds: SECONDS,
    blame: "unbuilt",
  });
}

/** All files of a folder and those below it, by their path from the root of the kernel. */
async function readFolder(kernel: string, folder: string): Promise<Map<string, string>> {
  const entries = await readdir(join(kernel, folder), { withFileTypes: true, recursive: true });
  const files = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(join(kernel, "/").length), decodeC(await readFile(path)));
  }
  return files;
}

/** Modules with a place of their own, so that the next build does not take them away. */
async function collect(driver: UmlDriver, mirror: string, folder: string): Promise<DriverModule[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    driver.modules.map(async (module) => {
      const bytes = await readFile(join(mirror, driver.folder, `${module}.ko`));
      const path = join(folder, `${basename(module)}.ko`);
      await writeFile(path, bytes);
      const name = basename(module).replaceAll("-", "_");
      return { name, path, bytes, elf: readElf(bytes) };
    }),
  );
}
