/**
 * The kernel that an emulator boots: tinyconfig and a fragment, built from a mirror of the tree in a folder of the cache. Built
 * once; later only what changed. User, host and time in it are constant, so that what a guest prints is, too.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import { describeFailure, runTool, type ToolResult } from "../tools/run-tool.ts";
import type { NoRun, RunContext } from "./emulator.ts";
import { keepKernelFolder } from "./keep-kernel-folder.ts";
import { openKernelMirror, setMirrorFiles } from "./kernel-mirror.ts";

export interface SmallKernelRequest {
  readonly context: RunContext;
  /** Of the emulator, for the folder's name. */
  readonly name: string;
  /** Lines of a `.config`. */
  readonly fragment: string;
  /** Arguments for every make: `ARCH=um`, say. */
  readonly makeArguments: readonly string[];
  /** What to build, beside modules: `bzImage`. */
  readonly image: string;
  /** How long a first build takes, for the message: "about five minutes of processor time". */
  readonly duration: string;
}

export interface SmallKernel {
  readonly build: string;
  readonly source: string;
  /** Builds the modules with `files` changed; undefined when all went well. */
  buildModules(files: ChangedFiles): Promise<ToolResult | undefined>;
  /** Lets other processes build there. */
  close(): Promise<void>;
}

const BUILD_SECONDS = 3600;
const NAMES = {
  KBUILD_BUILD_TIMESTAMP: "2026-01-01",
  KBUILD_BUILD_USER: "kindred",
  KBUILD_BUILD_HOST: "here",
};
/** DWARF 4 tells which line ran (`read-line-table.ts`); it changes no instruction. */
const MODULE_OPTIONS = "CFLAGS_MODULE=-gdwarf-4";

/** Configures and builds the kernel, or what of it is out of date. */
export async function openSmallKernel(request: SmallKernelRequest): Promise<SmallKernel | NoRun> {
  const { context } = request;
  const folder = folderOf(request);
  await mkdir(join(folder, "build"), { recursive: true });
  const close = await keepKernelFolder(context, folder);
  if ("kind" in close) return close;
  try {
    const kernel = await buildKernel(request, folder);
    if ("kind" in kernel) await close();
    return "kind" in kernel ? kernel : { ...kernel, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function buildKernel(
  request: SmallKernelRequest,
  folder: string,
): Promise<Omit<SmallKernel, "close"> | NoRun> {
  const { context, image } = request;
  const [source, build] = [join(folder, "source"), join(folder, "build")];
  await openKernelMirror(context.kernel, source);
  await setMirrorFiles(context.kernel, source, new Map());
  const isFirst = !existsSync(join(build, image));
  const again = isFirst ? `, once, ${request.duration}` : "";
  context.onProgress(`building a small kernel to run drivers in${again} (${folder})`);
  const make = makeIn(request, source, build);
  const steps = [
    ...(await configureSteps(request, build)),
    ["olddefconfig"],
    [image.split("/").at(-1)!, "modules"],
  ];
  const started = performance.now();
  for (const targets of steps) {
    const failure = await make(targets);
    if (failure !== undefined) return cannotBuild(context.kernel, failure);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  if (isFirst) context.onNote(`Built a small kernel to run drivers in: ${seconds} s (${folder})`);
  return { source, build, buildModules: modulesBuilder(context.kernel, source, make) };
}

type Make = (targets: readonly string[]) => Promise<ToolResult | undefined>;

function folderOf({ context, name, fragment, makeArguments }: SmallKernelRequest): string {
  const content = JSON.stringify([context.kernel, fragment, makeArguments]);
  const key = createHash("sha256").update(content).digest("hex").slice(0, 12);
  return join(resolve(context.cacheDirectory), "small-kernels", `${name}-${key}`);
}

/** A first `.config`; one that is there is whole, since make writes it at once. */
async function configureSteps({ fragment }: SmallKernelRequest, build: string): Promise<string[][]> {
  if (existsSync(join(build, ".config"))) return [];
  const choices = join(build, "kindred.config");
  await writeFile(choices, fragment);
  return [[`KCONFIG_ALLCONFIG=${choices}`, "tinyconfig"]];
}

function makeIn({ context, makeArguments }: SmallKernelRequest, source: string, build: string): Make {
  return async (targets) => {
    const fixed = ["make", "-C", source, `O=${build}`, `-j${context.jobs}`, MODULE_OPTIONS, ...makeArguments];
    const env = { MAKEFLAGS: "", MAKELEVEL: "", MFLAGS: "", ...NAMES };
    const result = await runTool([...fixed, ...targets], {
      cwd: build,
      env,
      timeLimitSeconds: BUILD_SECONDS,
    });
    return result.outcome === "exited" && result.code === 0 ? undefined : result;
  };
}

function modulesBuilder(kernel: string, source: string, make: Make): SmallKernel["buildModules"] {
  let options = "";
  return async (files) => {
    await setMirrorFiles(kernel, source, files);
    // New symbols get their defaults; make would ask for them.
    const changed = JSON.stringify([...files].filter(([file]) => /(?:^|\/)Kconfig/.test(file)));
    const isStale = changed !== options;
    options = changed;
    return (isStale ? await make(["olddefconfig"]) : undefined) ?? make(["modules"]);
  };
}

function cannotBuild(kernel: string, failure: ToolResult): NoRun {
  const said = describeFailure(["make"], failure);
  return { kind: "none", cause: "unavailable", reason: `No small kernel can be built of ${kernel}: ${said}` };
}
