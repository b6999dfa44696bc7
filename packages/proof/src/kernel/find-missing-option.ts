/**
 * Why a build does not compile a file: Kbuild says `obj-$(CONFIG_X) += x.o` in the file's folder (or
 * `part-$(CONFIG_Y) += x.o` for a piece of a module), and `obj-$(CONFIG_Z) += folder/` above it.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { KernelTree } from "./kernel-tree.ts";

/** Options on the way to `file` that the configuration leaves off, outermost first. */
export function findMissingOptions(tree: KernelTree, file: string): string[] {
  const options: string[] = [];
  let target = `${basename(file, ".c")}.o`;
  for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) {
    const makefile = readMakefile(join(tree.kernel, folder));
    if (makefile === undefined) target = `${basename(folder)}/${target}`;
    else {
      options.unshift(...optionsOf(makefile, target));
      target = `${basename(folder)}/`;
    }
  }
  return [...new Set(options)].filter((option) => !isOn(tree, option));
}

function isOn(tree: KernelTree, option: string): boolean {
  const value = tree.config.get(option);
  return value === "y" || value === "m";
}

/** Options that `target` hangs on in one Makefile, through the composite objects it is part of. */
function optionsOf(makefile: string, target: string): string[] {
  const options: string[] = [];
  const seen = new Set<string>();
  const open = [target];
  for (let wanted = open.pop(); wanted !== undefined; wanted = open.pop()) {
    if (seen.has(wanted)) continue;
    seen.add(wanted);
    for (const [, list, suffix, values] of makefile.matchAll(
      /^([\w-]{1,100})-(y|m|objs|\$[({]\w{1,100}[)}])[ \t]*[:+]?=[ \t]*(.*)$/gm,
    )) {
      if (!values!.split(/\s+/).includes(wanted)) continue;
      const option = /^\$[({](CONFIG_\w+)[)}]$/.exec(suffix!)?.[1];
      if (option !== undefined) options.unshift(option);
      if (list !== "obj" && list !== "lib") open.push(`${list}.o`);
    }
  }
  return options;
}

function readMakefile(folder: string): string | undefined {
  for (const name of ["Kbuild", "Makefile"]) {
    const path = join(folder, name);
    if (existsSync(path)) return readFileSync(path, "latin1").replace(/\\\r?\n/g, " ");
  }
  return undefined;
}
