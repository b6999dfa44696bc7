/**
 * Compiles one source as a patch leaves (or found) it, in a mirror of the kernel.
 *
 * For a comparison both sides get options that hold constant what a patch may change without changing the
 * program: `__LINE__` and `__FILE__` (warning tables, `might_sleep()`, printk's index), and the placing of
 * functions and data in sections. Warnings are only asked for with the build's own options.
 */
import { mkdir, readFile, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CompileCommand } from "../kernel/compile-command.ts";
import { describeFailure, runTool, type ToolResult } from "../tools/run-tool.ts";
import { isCompilerTrouble } from "./compiler-trouble.ts";
import { redirectFolder, redirectOptions } from "./redirect-command.ts";
import type { ChangedFiles, Mirror } from "./scratch-mirror.ts";

export interface CompileJob {
  readonly kernel: string;
  readonly build: string;
  /** Relative to the kernel root. */
  readonly file: string;
  readonly command: CompileCommand;
  readonly files: ChangedFiles;
  /** Replaces the compiler of the command. */
  readonly compiler?: string;
  /** Drops options that this compiler does not know. */
  readonly accepts?: (option: string) => boolean;
  readonly extra: readonly string[];
  /** What to write: `-c` for an object. */
  readonly emit: readonly string[];
  readonly timeLimitSeconds: number;
  /** Bytes of address space that the compiler may have. */
  readonly memoryLimit?: number;
  /** A mirror of the kernel that no other job uses meanwhile. */
  readonly mirror: Mirror;
  /** An empty folder of this job's own. */
  readonly scratch: string;
}

export interface Compiled {
  /** What the compiler wrote; undefined when it failed. */
  readonly output: Buffer | undefined;
  /** Diagnostics, with paths as they are in the kernel. */
  readonly stderr: string;
  readonly seconds: number;
  /** Why there is no output. */
  readonly failure: CompileFailure | undefined;
}

export interface CompileFailure {
  /** `rejected`: the compiler says that the source is wrong. `unavailable`: it could not do its work. */
  readonly kind: "rejected" | "unavailable";
  readonly reason: string;
}

/** Options for both sides of a comparison. */
export const COMPARE_OPTIONS = [
  "-w",
  "-Wno-builtin-macro-redefined",
  "-D__LINE__=1",
  '-D__FILE__="x.c"',
  "-ffunction-sections",
  "-fdata-sections",
];

/** Runs one compiler job. Never rejects: a full disk is a reason like any other why there is no object. */
export async function compileUnit(job: CompileJob): Promise<Compiled> {
  try {
    return await runJob(job);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { output: undefined, stderr: "", seconds: 0, failure: { kind: "unavailable", reason } };
  } finally {
    await rm(job.scratch, { recursive: true, force: true });
  }
}

async function runJob(job: CompileJob): Promise<Compiled> {
  const mirror = job.mirror.folder;
  const output = join(job.scratch, "output");
  const dependencies = join(job.scratch, "dependencies");
  await mkdir(job.scratch, { recursive: true });
  await job.mirror.show(job.files);
  const redirection = { kernel: job.kernel, build: job.build, mirror };
  const options = redirectOptions(job.command, redirection).filter(job.accepts ?? (() => true));
  const argv = [
    job.compiler ?? job.command.argv[0]!,
    ...options,
    ...job.extra,
    ...["-MD", "-MF", dependencies, ...job.emit, "-o", output, join(mirror, job.file)],
  ];
  const cwd = redirectFolder(job.command.cwd, redirection);
  const { timeLimitSeconds, memoryLimit } = job;
  const limits = { timeLimitSeconds, outputLimit: 8 << 20, ...(memoryLimit && { memoryLimit }) };
  const result = await runTool(argv, { cwd, ...limits });
  const stderr = result.stderr.replaceAll(mirror, job.kernel);
  const failure = failureOf(argv, { ...result, stderr }) ?? (await findUnshadowed(job, dependencies, cwd));
  const bytes = failure === undefined ? await readOutput(job, output) : undefined;
  return { output: bytes, stderr, seconds: result.seconds, failure };
}

/** A compiler that only looks for errors writes nothing. */
async function readOutput({ emit }: CompileJob, output: string): Promise<Buffer> {
  return emit.includes("-fsyntax-only") ? Buffer.alloc(0) : readFile(output);
}

/** The command of a job as a person would type it. */
export function showCommand(
  job: Pick<CompileJob, "command" | "compiler" | "extra" | "accepts" | "emit">,
): string {
  const options = job.command.argv.slice(1).filter(job.accepts ?? (() => true));
  const words = [
    job.compiler ?? job.command.argv[0]!,
    ...options,
    ...job.extra,
    ...job.emit,
    job.command.source,
  ];
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(" ");
}

function failureOf(argv: readonly string[], result: ToolResult): CompileFailure | undefined {
  if (result.outcome === "exited" && result.code === 0) return undefined;
  if (result.outcome !== "exited" || isCompilerTrouble(result.stderr))
    return { kind: "unavailable", reason: describeFailure(argv, result) };
  const first = result.stderr.split("\n").find((line) => /\b(?:error|fatal error):/.test(line));
  return { kind: "rejected", reason: first ?? describeFailure(argv, result) };
}

/** A changed file that the compiler nevertheless read from the kernel: then the comparison would be blind to it. */
async function findUnshadowed(
  job: CompileJob,
  dependencies: string,
  cwd: string,
): Promise<CompileFailure | undefined> {
  const text = await readFile(dependencies, "utf8").catch(() => "");
  const changed = new Set([...job.files.keys()].map((file) => join(job.kernel, file)));
  const names = new Set([...changed].map((path) => path.slice(path.lastIndexOf("/") + 1)));
  for (const word of text.replaceAll("\\\n", " ").split(/\s+/)) {
    if (!names.has(word.slice(word.lastIndexOf("/") + 1))) continue;
    const real = await realpath(word.startsWith("/") ? word : join(cwd, word)).catch(() => "");
    if (changed.has(real)) {
      return {
        kind: "unavailable",
        reason: `The compiler read the unchanged ${real} past the patched copy.`,
      };
    }
  }
  return undefined;
}
