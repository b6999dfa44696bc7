import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type ElfObject, readElf } from "../../elf/read-elf.ts";

/** A module as make built it. */
export interface BuiltModule {
  readonly name: string;
  readonly bytes: Buffer;
  readonly elf: ElfObject;
}

/** A module and those that it needs, these first. Undefined when the build made none of that name. */
export async function findModules(build: string, name: string): Promise<BuiltModule[] | undefined> {
  const files = new Map((await listModules(build)).map((path) => [moduleName(path), path]));
  const found = new Map<string, BuiltModule>();
  const seen = new Set<string>();
  const add = async (wanted: string): Promise<boolean> => {
    if (seen.has(wanted)) return true;
    seen.add(wanted);
    const path = files.get(wanted);
    if (path === undefined) return false;
    const bytes = await readFile(path);
    const elf = readElf(bytes);
    for (const needed of dependenciesOf(elf)) if (!(await add(needed))) return false;
    found.set(wanted, { name: wanted, bytes, elf });
    return true;
  };
  return (await add(moduleName(name))) ? [...found.values()] : undefined;
}

/** `modules.order` has a line for each: `drivers/net/mii.o`. */
async function listModules(build: string): Promise<string[]> {
  const order = await readFile(join(build, "modules.order"), "latin1").catch(() => "");
  const lines = order.split("\n").filter((line) => line !== "");
  return lines.map((line) => join(build, line.replace(/\.k?o$/, ".ko")));
}

/** The kernel takes `-` and `_` in names of modules for the same. */
function moduleName(path: string): string {
  return basename(path, ".ko").replaceAll("-", "_");
}

/** What modpost wrote into the module: `depends=mii,8390`. */
function dependenciesOf({ sections }: ElfObject): string[] {
  const info = sections.find(({ name }) => name === ".modinfo");
  const text = Buffer.from(info?.data ?? new Uint8Array()).toString("latin1");
  const depends = text.split("\0").find((entry) => entry.startsWith("depends="));
  return (depends ?? "depends=").slice("depends=".length).split(",").filter(Boolean).map(moduleName);
}
