/**
 * Some sources include headers that the build makes on its way (aic7xxx's register tables, say). They are
 * there once the object has been built by make: Kindred does that in build folders of its own, and tells
 * the command for anybody else's.
 */
import { runTool } from "../tools/run-tool.ts";
import type { KernelTree } from "./kernel-tree.ts";

const BUILD_SECONDS = 600;

/** The make command that builds the object of a source. */
export function buildObjectArgv(tree: KernelTree, file: string): string[] {
  const output = tree.build === tree.kernel ? [] : [`O=${tree.build}`];
  const compiler = tree.config.get("CONFIG_CC_IS_CLANG") === "y" ? ["CC=clang"] : [];
  return ["make", "-C", tree.kernel, ...output, ...compiler, file.replace(/\.c$/, ".o")];
}

let underWay: Promise<unknown> = Promise.resolve();

/**
 * Builds the object of a source. Only ever called for a build folder of Kindred's own; one at a time, since two makes
 * in one folder write the same files.
 */
export async function buildObject(
  tree: KernelTree,
  file: string,
): Promise<{ built: boolean; seconds: number }> {
  const build = underWay.then(() => runMake(tree, file));
  underWay = build;
  return build;
}

async function runMake(tree: KernelTree, file: string): Promise<{ built: boolean; seconds: number }> {
  const env = { MAKEFLAGS: "", MAKELEVEL: "", MFLAGS: "" };
  const result = await runTool(buildObjectArgv(tree, file), {
    cwd: tree.kernel,
    env,
    timeLimitSeconds: BUILD_SECONDS,
    ending: "gently",
  });
  return { built: result.outcome === "exited" && result.code === 0, seconds: result.seconds };
}

/** Whether a compiler stopped since a file that it was to include is not there. */
export function lacksHeader(reason: string): boolean {
  return /fatal error: .*(?:No such file or directory|file not found)/.test(reason);
}
