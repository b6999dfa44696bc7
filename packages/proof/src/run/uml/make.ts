import { join } from "node:path";
import { describeFailure, runTool } from "../../tools/run-tool.ts";
import type { NoRun } from "../emulator.ts";

/** The built kernel and where it came from. */
export interface UmlTree {
  readonly kernel: string;
  /** make's `O=`, in the cache. */
  readonly build: string;
  /** The Kconfig that make is told to use. */
  readonly kconfig: string;
}

export interface MakeRequest {
  readonly tree: UmlTree;
  /** Instead of the kernel: a mirror of it. */
  readonly source?: string;
  readonly words: readonly string[];
  readonly jobs: number;
  readonly timeLimitSeconds: number;
  /** Whose fault it is when make says no. */
  readonly blame: NoRun["cause"];
}

/** Runs make for User Mode Linux; why it failed, or undefined. */
export async function runMake(request: MakeRequest): Promise<NoRun | undefined> {
  const { tree, source, words, jobs, timeLimitSeconds } = request;
  const argv = [
    ...["make", "-s", `-j${jobs}`, "-C", source ?? tree.kernel, `O=${tree.build}`, "ARCH=um"],
    ...[`KBUILD_KCONFIG=${tree.kconfig}`, ...words],
  ];
  const env = { MAKEFLAGS: "", MAKELEVEL: "", MFLAGS: "", KBUILD_BUILD_TIMESTAMP: "1970-01-01" };
  const result = await runTool(argv, { cwd: tree.build, env, timeLimitSeconds, ending: "gently" });
  if (result.outcome === "exited" && result.code === 0) return undefined;
  const first = result.stderr.split("\n").find((line) => /\berror\b|\bERROR\b|\*\*\*/.test(line));
  const refused = result.outcome === "exited" && first !== undefined;
  const reason = refused ? `make: ${first.trim()}` : describeFailure(argv, result);
  return { kind: "none", cause: refused ? request.blame : "unavailable", reason };
}

/** The program that make builds: the kernel. */
export function kernelProgram({ build }: UmlTree): string {
  return join(build, "vmlinux");
}
