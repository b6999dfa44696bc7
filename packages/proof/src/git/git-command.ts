/**
 * How Kindred calls git: without the user's configuration, hooks, pagers or signing, so that a series has
 * the same bytes on every machine and a stranger's repository cannot start programs here.
 */
import { KindredError } from "@kindred/c-source";
import { describeFailure, runTool, type ToolOptions, type ToolResult } from "../tools/run-tool.ts";

const SETTINGS = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.quotePath=false",
  "core.autocrlf=false",
  "core.safecrlf=false",
  "core.abbrev=12",
  "commit.gpgSign=false",
  "gc.auto=0",
  "diff.noprefix=false",
  "user.name=Kindred",
  "user.email=kindred@localhost",
];

/** The argument vector of a git command with Kindred's settings. */
export function gitArgv(args: readonly string[]): string[] {
  return ["git", ...SETTINGS.flatMap((setting) => ["-c", setting]), ...args];
}

/** Runs git; output as latin1, since patches are C text. */
export function runGit(args: readonly string[], options: ToolOptions = {}): Promise<ToolResult> {
  const env = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0" };
  return runTool(gitArgv(args), { encoding: "latin1", ...options, env: { ...env, ...options.env } });
}

/**
 * Runs git and returns its standard output.
 * @throws KindredError E_TOOL when git is missing or ends with another code than those of `accepted`.
 */
export async function runGitOrThrow(
  args: readonly string[],
  options: ToolOptions & { readonly accepted?: readonly number[] } = {},
): Promise<string> {
  const result = await runGit(args, options);
  const accepted = options.accepted ?? [0];
  if (result.outcome === "exited" && accepted.includes(result.code ?? -1)) return result.stdout;
  const hint = result.outcome === "not-found" ? "Install git (`apt-get install git`)." : undefined;
  throw new KindredError("E_TOOL", describeFailure(["git", ...args], result), hint);
}
