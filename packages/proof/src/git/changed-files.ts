/**
 * The files of a work tree that differ from a revision: committed since, staged, changed and new ones. Git answers from
 * the work tree as it stands, so a renamed file counts under its new name. The tree may be a stranger's: its
 * configuration must not start programs, so textconv, external diffs and content filters stay out of it.
 */
import { KindredError } from "@kindred/c-source";
import { describeFailure, type ToolOptions } from "../tools/run-tool.ts";
import { runGit, runGitOrThrow } from "./git-command.ts";

/**
 * Names of the changed files below `directory`, relative to it; deleted ones are among them.
 * @throws KindredError E_USAGE when the directory is in no git tree or the revision is none, E_TOOL when git is missing
 */
export async function changedFilesSince(directory: string, revision: string): Promise<ReadonlySet<string>> {
  await requireWorkTree(directory);
  const commit = await resolveCommit(directory, revision);
  const options: ToolOptions = { cwd: directory, encoding: "utf8", env: await withoutFilters(directory) };
  const compare = ["--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", "--no-textconv"];
  const differing = await runGitOrThrow(
    ["diff", ...compare, "--ignore-submodules=all", commit, "--"],
    options,
  );
  const untracked = await runGitOrThrow(["ls-files", "--others", "--exclude-standard", "-z"], options);
  return new Set([...differing.split("\0"), ...untracked.split("\0")].filter((name) => name !== ""));
}

async function requireWorkTree(directory: string): Promise<void> {
  const args = ["rev-parse", "--is-inside-work-tree"];
  const result = await runGit(args, { cwd: directory });
  if (result.outcome === "not-found")
    throw new KindredError("E_TOOL", describeFailure(["git", ...args], result), "install git");
  if (result.outcome === "exited" && result.code === 0 && result.stdout === "true\n") return;
  const said = /^fatal: (.*)$/m.exec(result.stderr)?.[1];
  throw new KindredError(
    "E_USAGE",
    `${directory} is in no work tree of git${said === undefined ? "" : ` (${said})`}, so nothing can be told of what changed.`,
    "scan a folder of a git tree, or leave the revision out",
  );
}

/** The commit's hash: whatever a user typed ends up as 40 or 64 hex digits before it is handed on. */
async function resolveCommit(directory: string, revision: string): Promise<string> {
  const isPlain = revision !== "" && !revision.startsWith("-") && !/[\0\n]/.test(revision);
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  const result = isPlain ? await runGit(args, { cwd: directory }) : undefined;
  const hash = result?.outcome === "exited" && result.code === 0 ? result.stdout.trim() : "";
  if (/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(hash)) return hash;
  throw new KindredError(
    "E_USAGE",
    `\`${revision}\` is no revision of the git tree ${directory}.`,
    "name a commit, branch or tag, as `HEAD~3`, `main` or `v6.12`; in a shallow clone fetch it first",
  );
}

/** Settings that switch off every content filter which the tree's configuration names. */
async function withoutFilters(directory: string): Promise<Record<string, string>> {
  const args = [
    "config",
    "--null",
    "--name-only",
    "--get-regexp",
    "^filter\\..*\\.(clean|process|required)$",
  ];
  const result = await runGit(args, { cwd: directory, encoding: "utf8" });
  const keys = result.stdout.split("\0").filter((key) => key !== "");
  const settings: Record<string, string> = { GIT_CONFIG_COUNT: `${keys.length}` };
  keys.forEach((key, i) => {
    settings[`GIT_CONFIG_KEY_${i}`] = key;
    settings[`GIT_CONFIG_VALUE_${i}`] = key.endsWith(".required") ? "false" : "";
  });
  return settings;
}
