import type { KernelTree } from "../kernel/kernel-tree.ts";
import type { CommandAnswer } from "../kernel/query-compile-commands.ts";
import type { ProveRequest } from "../prove-request.ts";
import { runTool } from "../tools/run-tool.ts";
import { elfRung } from "./elf-rung.ts";
import type { Rung } from "./rung.ts";

export interface Ladder {
  /** Strongest first. */
  readonly rungs: readonly Rung[];
  /** What a reader of the verdicts must know of the ladder, such as rungs that could not be had. */
  readonly notes: readonly string[];
  /** Versions of the tools and options of the rungs. */
  readonly identity: unknown;
}

/** The rungs that can be tried here. */
export async function chooseRungs(
  tree: KernelTree,
  answer: CommandAnswer,
  _request: ProveRequest,
): Promise<Ladder> {
  const keepsDebugCode = tree.config.get("CONFIG_DYNAMIC_DEBUG") === "y";
  const debug = keepsDebugCode ? [] : ["-DDEBUG"];
  const rungs = [elfRung(debug)];
  const compiler = [...answer.commands.values()][0]?.argv[0] ?? "gcc";
  const version = await compilerVersion(compiler);
  return { rungs, notes: [], identity: [version, rungs.map((rung) => [rung.name, rung.job.extra])] };
}

async function compilerVersion(compiler: string): Promise<string> {
  const result = await runTool([compiler, "--version"], { timeLimitSeconds: 20 });
  return result.outcome === "exited" ? result.stdout : result.outcome;
}
