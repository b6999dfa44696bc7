/**
 * A build folder of Kindred's own for a kernel: allmodconfig, so that every driver that can be compiled is,
 * and debug code is kept (a proof in a configuration without `pr_debug()` would not see a dropped one);
 * less what makes objects differ from machine to machine or costs time and shows nothing.
 */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { KindredError } from "@kindred/c-source";
import { describeFailure, runTool } from "../tools/run-tool.ts";
import {
  buildFolderOf,
  checkCleanSource,
  isPlainMakeTree,
  kernelError,
  kernelRoot,
  type TreeChoice,
} from "./kernel-tree.ts";

export interface ConfigureRequest extends TreeChoice {
  readonly onNote?: (sentence: string) => void;
  readonly onProgress?: (message: string, done: number, total: number) => void;
}

export interface ConfiguredKernel {
  readonly build: string;
  readonly seconds: number;
}

const SWITCHED_OFF = [
  "DEBUG_INFO_BTF",
  "MODULE_SIG",
  "KASAN",
  "KCSAN",
  "KMSAN",
  "UBSAN",
  "KCOV",
  "GCOV_KERNEL",
  "GCC_PLUGINS",
  "WERROR",
  "DRM_WERROR",
  "MODVERSIONS",
  "RUST",
  "DRM_WERROR",
];
const SWITCHED_ON = ["DEBUG_INFO_NONE"];
const STEP_SECONDS = 1800;
/** Our choices for allmodconfig, and the mark of a folder of ours that was prepared to the end. */
const CHOICES = "kindred.config";
const STAMP = ".kindred-prepared";

/**
 * Configures and prepares the build folder of a kernel, unless that is done already.
 * @throws KindredError E_KERNEL when the tree is no kernel or make cannot prepare it, E_TOOL when make is missing.
 */
export async function configureKernel(request: ConfigureRequest): Promise<ConfiguredKernel> {
  const kernel = kernelRoot(request.kernel);
  const { build, ownBuild } = buildFolderOf(request);
  const stamp = join(build, STAMP);
  const isDone = ownBuild ? existsSync(stamp) : isPrepared(build);
  if (isPlainMakeTree(kernel) || isDone) return { build, seconds: 0 };
  checkCleanSource(kernel, build);
  await mkdir(build, { recursive: true });
  if (!existsSync(join(build, ".config"))) await writeFile(join(build, CHOICES), choices());
  const steps = configureSteps(kernel, build, request.cc);
  let seconds = 0;
  for (const [at, { message, argv }] of steps.entries()) {
    request.onNote?.(`${message} (${build})`);
    const began = Date.now();
    const tick = (): void => {
      const elapsed = Math.round((Date.now() - began) / 1000);
      request.onProgress?.(`${message}: ${elapsed} s so far`, at, steps.length);
    };
    tick();
    const timer = setInterval(tick, 1000);
    seconds += await runStep(argv, kernel).finally(() => clearInterval(timer));
  }
  if (ownBuild) await writeFile(stamp, "");
  request.onNote?.(`configured and prepared ${build} in ${seconds.toFixed(0)} s`);
  return { build, seconds };
}

interface Step {
  readonly message: string;
  readonly argv: readonly string[];
}

function configureSteps(kernel: string, build: string, cc: "gcc" | "clang"): Step[] {
  const output = build === kernel ? [] : [`O=${build}`];
  const make = ["make", "-C", kernel, ...output, ...(cc === "clang" ? ["CC=clang"] : [])];
  const prepare = {
    message: "preparing headers and tools, about a minute",
    argv: [...make, "-j2", "modules_prepare"],
  };
  if (existsSync(join(build, ".config"))) return [prepare];
  const all = [...make, `KCONFIG_ALLCONFIG=${join(build, CHOICES)}`, "allmodconfig"];
  return [{ message: "configuring (allmodconfig), about ten seconds", argv: all }, prepare];
}

/** What allmodconfig must not choose, in the form of a `.config`: one step, so that no half-made choice is ever taken for whole. */
function choices(): string {
  const off = SWITCHED_OFF.map((name) => `# CONFIG_${name} is not set`);
  const on = SWITCHED_ON.map((name) => `CONFIG_${name}=y`);
  return `${[...off, ...on].join("\n")}\n`;
}

function isPrepared(build: string): boolean {
  const wanted = [".config", "include/generated/autoconf.h", "include/generated/asm-offsets.h"];
  return wanted.every((file) => existsSync(join(build, file)));
}

async function runStep(argv: readonly string[], kernel: string): Promise<number> {
  const env = { MAKEFLAGS: "", MAKELEVEL: "", MFLAGS: "" };
  const result = await runTool(argv, { cwd: kernel, env, timeLimitSeconds: STEP_SECONDS, ending: "gently" });
  if (result.outcome === "exited" && result.code === 0) return result.seconds;
  const said = describeFailure(argv, result);
  if (result.outcome === "not-found") {
    throw new KindredError("E_TOOL", said, "Install make and gcc (`apt-get install make gcc`).");
  }
  const hint =
    "Install what it misses (`apt-get install make gcc flex bison bc libelf-dev libssl-dev`) and try again.";
  throw kernelError(`${kernel} cannot be prepared: \`${argv.join(" ")}\`: ${said}`, hint);
}
