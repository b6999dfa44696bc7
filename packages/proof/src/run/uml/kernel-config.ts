/**
 * What the small kernel is configured with. Libraries that drivers select have no question of their own in Kconfig, so
 * nobody can ask for them to be part of the kernel; a symbol that selects them is appended to the tree's own Kconfig (a
 * copy, which make is told to use instead). So every driver is one module that needs only the kernel.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export const DRIVERS_FOLDER = "drivers/net/ethernet";

export interface DriverSymbols {
  /** With a question, so that a configuration can ask for a module. */
  readonly asked: readonly string[];
  /** Menus that must be open for these, and parts of drivers that are on by default. */
  readonly parts: readonly string[];
  /** All tristate symbols below a folder of their own: drivers and the parts that they share. */
  readonly own: ReadonlySet<string>;
}

/** Kconfig symbols of all drivers in {@link DRIVERS_FOLDER}. */
export async function readDriverSymbols(kernel: string): Promise<DriverSymbols> {
  const asked = new Set<string>();
  const parts = new Set<string>();
  const own = new Set<string>();
  for (const file of await findKconfig(kernel, DRIVERS_FOLDER)) {
    const isTop = file === `${DRIVERS_FOLDER}/Kconfig`;
    let symbol = "";
    for (const line of (await readFile(join(kernel, file), "latin1")).split("\n")) {
      symbol = /^(?:menu)?config (\w+)/.exec(line)?.[1] ?? symbol;
      const isPart = /^\s+default y\b/.test(line) || symbol.startsWith("NET_VENDOR_");
      if (isPart && !own.has(symbol)) parts.add(symbol);
      if (!/^\s+tristate\b/.test(line)) continue;
      if (!isTop) own.add(symbol);
      if (/"/.test(line)) asked.add(symbol);
    }
  }
  return { asked: [...asked].sort(), parts: [...parts].sort(), own };
}

/** What allnoconfig shall leave on; what `base` says of a symbol holds. */
export function configText(base: string, { asked, parts }: DriverSymbols): string {
  const said = new Set([...base.matchAll(/^(?:# )?CONFIG_(\w+)/gm)].map((match) => match[1]!));
  const line = (value: string) => (name: string) => (said.has(name) ? [] : [`CONFIG_${name}=${value}`]);
  return `${base}${[...parts.flatMap(line("y")), ...asked.flatMap(line("m"))].join("\n")}\n`;
}

/** The tree's Kconfig with a symbol that selects `libraries`; DMA_OPS and ARCH_HAS_DMA_OPS are one thing in two versions. */
export function kconfigText(original: string, libraries: readonly string[]): string {
  const selected = ["ARCH_HAS_DMA_OPS", "DMA_OPS", ...libraries].map((name) => `\tselect ${name}`);
  return `${original}\nconfig KINDRED_HARNESS\n\tdef_bool y\n${selected.join("\n")}\n`;
}

/** Modules of a configuration that are no drivers: what must become part of the kernel. */
export function findLibraries(config: string, { asked, own }: DriverSymbols): string[] {
  const drivers = new Set([...asked, ...own]);
  const modules = [...config.matchAll(/^CONFIG_(\w+)=m$/gm)].map((match) => match[1]!);
  return modules.filter((name) => !drivers.has(name)).sort();
}

async function findKconfig(kernel: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(kernel, folder), { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return findKconfig(kernel, path);
      return entry.isFile() && entry.name === "Kconfig" ? [path] : [];
    }),
  );
  return found.flat().sort();
}
