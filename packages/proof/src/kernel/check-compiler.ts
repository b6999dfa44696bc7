/**
 * make rewrites the configuration of a build folder when it meets another compiler than the one that the
 * folder was configured for, even with `-n`. That folder may be somebody's, so the compiler is looked at first.
 */
import { runTool } from "../tools/run-tool.ts";
import { type KernelTree, kernelError } from "./kernel-tree.ts";

/** @throws KindredError E_KERNEL when the build folder was configured for another compiler. */
export async function checkCompiler(tree: KernelTree, cc: "gcc" | "clang"): Promise<void> {
  const wanted = tree.config.get("CONFIG_CC_VERSION_TEXT")?.replace(/^"|"$/g, "");
  if (tree.plainMake || wanted === undefined) return;
  const compiler = cc === "clang" ? "clang" : `${process.env.CROSS_COMPILE ?? ""}gcc`;
  const result = await runTool([compiler, "--version"], { timeLimitSeconds: 20 });
  const found = result.outcome === "exited" ? result.stdout.split("\n", 1)[0]!.trim() : "missing";
  if (found === wanted) return;
  throw kernelError(
    `${tree.build}: this build was configured for \`${wanted}\`, but \`${compiler}\` is ${found === "missing" ? found : `\`${found}\``}.`,
    "Use the compiler that it was configured for (`--cc`, CROSS_COMPILE), or another `--build` folder, or none and `--configure`.",
  );
}
