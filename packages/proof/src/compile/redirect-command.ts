import { isAbsolute, join, relative, resolve } from "node:path";
import type { CompileCommand } from "../kernel/compile-command.ts";

/** Where a command is to find the kernel instead. */
export interface Redirection {
  readonly kernel: string;
  readonly build: string;
  readonly mirror: string;
}

const PATH_OPTION = /^(-I|-iquote|-isystem|-idirafter|-include|-imacros)(.*)$/;

/**
 * The options of a compile command with every path inside the kernel leading into the mirror. Paths
 * inside the build folder stay, also when that lies inside the kernel.
 */
export function redirectOptions(command: CompileCommand, to: Redirection): string[] {
  const options: string[] = [];
  for (let at = 1; at < command.argv.length; at++) {
    const [, option, joined] = PATH_OPTION.exec(command.argv[at]!) ?? [];
    if (option === undefined) options.push(command.argv[at]!);
    else if (joined !== "") options.push(option + redirectPath(joined!, command.cwd, to));
    else options.push(option, redirectPath(command.argv[++at] ?? "", command.cwd, to));
  }
  return options;
}

/** The folder to run in: the mirror instead of the kernel, any other as it is. */
export function redirectFolder(cwd: string, to: Redirection): string {
  return redirectPath(cwd, cwd, to);
}

function redirectPath(path: string, cwd: string, to: Redirection): string {
  const absolute = resolve(cwd, path);
  const inBuild = to.build !== to.kernel && isInside(absolute, to.build);
  if (inBuild || !isInside(absolute, to.kernel)) return path;
  return join(to.mirror, relative(to.kernel, absolute));
}

/** Whether `path` is `folder` or lies below it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith("../") && !isAbsolute(way));
}
