import { basename, dirname, join } from "node:path";
import type { CompileCommand } from "../kernel/compile-command.ts";

/**
 * A command for a source that the build does not know yet, since the patch adds it: that of another source
 * of the same folder, under the new name.
 */
export function adoptCommand(
  commands: ReadonlyMap<string, CompileCommand>,
  kernel: string,
  file: string,
): CompileCommand | undefined {
  const sibling = [...commands].find(([other]) => dirname(other) === dirname(file));
  if (sibling === undefined) return undefined;
  const [, command] = sibling;
  const stem = basename(file, ".c").replaceAll("-", "_");
  const names: Readonly<Record<string, string>> = {
    "-DKBUILD_BASENAME": `-DKBUILD_BASENAME="${stem}"`,
    "-DKBUILD_MODNAME": `-DKBUILD_MODNAME="${stem}"`,
    "-DKBUILD_MODFILE": `-DKBUILD_MODFILE="${file.slice(0, -2)}"`,
    "-D__KBUILD_MODNAME": `-D__KBUILD_MODNAME=kmod_${stem}`,
  };
  const argv = command.argv.map((word) => names[word.split("=", 1)[0]!] ?? word);
  return { source: join(kernel, file), cwd: command.cwd, argv };
}
