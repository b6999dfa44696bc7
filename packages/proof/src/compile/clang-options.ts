/**
 * clang in the place of the compiler that a kernel was configured for. The generated headers stay those of
 * the configuration (both sides see the same), and of the options clang is given those it knows: it is asked
 * once which it refuses. 60 of 60 drivers taken at random from an allmodconfig for gcc compile so.
 */
import { existsSync } from "node:fs";
import { runTool } from "../tools/run-tool.ts";

export interface Clang {
  readonly compiler: string;
  readonly version: string;
  /** `opt` and `llvm-link` of the same LLVM. */
  readonly opt: string | undefined;
  readonly link: string | undefined;
}

const NEWEST = 22;
const OLDEST = 13;
const MOST_ROUNDS = 20;

/** The newest clang that runs here. */
export async function findClang(): Promise<Clang | undefined> {
  const versions = Array.from({ length: NEWEST - OLDEST + 1 }, (_, at) => NEWEST - at);
  for (const compiler of ["clang", ...versions.map((version) => `clang-${version}`)]) {
    const result = await runTool([compiler, "--version"], { timeLimitSeconds: 20 });
    const version = /clang version (\d+)[^\n]*/.exec(result.stdout);
    if (result.outcome !== "exited" || version === null) continue;
    const [opt, link] = await Promise.all(["opt", "llvm-link"].map((tool) => findTool(tool, version[1]!)));
    return { compiler, version: version[0], opt, link };
  }
  return undefined;
}

/**
 * Which of `options` clang refuses.
 * @returns undefined when it fails for another reason.
 */
export async function findRefusedOptions(
  clang: Clang,
  options: readonly string[],
  cwd: string,
): Promise<Set<string> | undefined> {
  const refused = new Set<string>();
  const asked = options.filter(
    (option) => !/^-(?:I|D|U|include|iquote|isystem|imacros)/.test(option) && option.startsWith("-"),
  );
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const rest = asked.filter((option) => !refused.has(option));
    const argv = [clang.compiler, ...rest, "-w", "-x", "c", "-fsyntax-only", "/dev/null"];
    const result = await runTool(argv, { cwd, timeLimitSeconds: 20 });
    if (result.outcome !== "exited") return undefined;
    if (result.code === 0) return refused;
    const named = [
      ...result.stderr.matchAll(/(?:argument|option)[^'\n]*'([^'\n]+)'(?:[^'\n]*'([^'\n]+)')?/g),
    ];
    const found = rest.filter((option) =>
      named.some(([, ...names]) => names.some((name) => name !== undefined && isNamed(option, name))),
    );
    if (found.length === 0) return undefined;
    for (const option of found) refused.add(option);
  }
  return undefined;
}

function isNamed(option: string, name: string): boolean {
  return option === name || (name.endsWith("=") && option.startsWith(name));
}

/** A tool of LLVM in the version that clang has. */
async function findTool(name: string, major: string): Promise<string | undefined> {
  for (const tool of [`${name}-${major}`, `/usr/lib/llvm-${major}/bin/${name}`, name]) {
    if (tool.startsWith("/") && !existsSync(tool)) continue;
    const result = await runTool([tool, "--version"], { timeLimitSeconds: 20 });
    if (result.outcome === "exited" && result.stdout.includes(`version ${major}.`)) return tool;
  }
  return undefined;
}
