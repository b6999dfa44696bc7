import { KindredError } from "@kindred/c-source";
import { describeFailure } from "../tools/run-tool.ts";
import { runGit } from "./git-command.ts";

/** Top folder of the git work tree that holds `directory`, or undefined when it is in none (or git is missing). */
export async function gitTopLevel(directory: string): Promise<string | undefined> {
  const result = await runGit(["rev-parse", "--show-toplevel"], { cwd: directory, encoding: "utf8" });
  return result.outcome === "exited" && result.code === 0 ? result.stdout.replace(/\n$/, "") : undefined;
}

/**
 * Whether the git work tree under `directory` has no uncommitted change (untracked files do not count).
 * A folder outside git counts as clean: there is nothing to compare with.
 * @throws KindredError E_TOOL when git cannot say.
 */
export async function isCleanGitTree(directory: string): Promise<boolean> {
  if ((await gitTopLevel(directory)) === undefined) return true;
  const args = ["status", "--porcelain", "--untracked-files=no", "--ignore-submodules=all", "--", "."];
  const result = await runGit(args, { cwd: directory });
  if (result.outcome === "exited" && result.code === 0) return result.stdout === "";
  throw new KindredError("E_TOOL", `${directory}: ${describeFailure(["git", ...args], result)}`);
}
