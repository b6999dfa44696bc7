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
  return ["make", "-C", tree.kernel, ...output, file.replace(/\.c$/, ".o")];
}

/** Builds the object of a source. Only ever called for a build folder of Kindred's own. */
export async function buildObject(tree: KernelTree, file: string): Promise<boolean> {
  const env = { MAKEFLAGS: "", MAKELEVEL: "", MFLAGS: "" };
  const result = await runTool(buildObjectArgv(tree, file), {
    cwd: tree.kernel,
    env,
    timeLimitSeconds: BUILD_SECONDS,
    ending: "gently",
  });
  return result.outcome === "exited" && result.code === 0;
}

/** Whether a compiler stopped since a file that it was to include is not there. */
export function lacksHeader(reason: string): boolean {
  return /fatal error: .*(?:No such file or directory|file not found)/.test(reason);
}
