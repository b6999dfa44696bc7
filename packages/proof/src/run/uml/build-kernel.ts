/**
 * The kernel that drivers run in, built once into a folder of the cache: about three minutes of one processor. Its source is
 * only read, through a mirror, so that it may have been built in. A folder that was not finished is made anew.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { readAsset } from "../asset.ts";
import type { NoRun, RunContext } from "../emulator.ts";
import { keepKernelFolder } from "../keep-kernel-folder.ts";
import { openKernelMirror } from "../kernel-mirror.ts";
import { configText, findLibraries, kconfigText, readDriverSymbols } from "./kernel-config.ts";
import { runMake, type UmlTree } from "./make.ts";

const BUILD_SECONDS = 3600;
const CONFIGURE_SECONDS = 300;
const STAMP = ".kindred-built";

/** Builds the kernel unless the cache has it. `compiler` is the version of the one that make will use. */
export async function buildKernel(context: RunContext, compiler: string): Promise<UmlTree | NoRun> {
  const { kernel, cacheDirectory } = context;
  const symbols = await readDriverSymbols(kernel);
  const config = configText(readAsset("uml/kernel.config").toString("latin1"), symbols);
  const original = await readFile(join(kernel, "Kconfig"), "latin1");
  const version = await readFile(join(kernel, "Makefile"), "latin1");
  const key = createHash("sha256").update(JSON.stringify([kernel, version, compiler, config, original]));
  const folder = join(resolve(cacheDirectory), "small-kernels", `uml-${key.digest("hex").slice(0, 12)}`);
  const tree = {
    kernel: join(folder, "source"),
    build: join(folder, "build"),
    kconfig: join(folder, "Kconfig"),
  };
  const stamp = join(folder, STAMP);
  if (existsSync(stamp)) return tree;
  await mkdir(folder, { recursive: true });
  const unlock = await keepKernelFolder(context, folder);
  if ("kind" in unlock) return unlock;
  try {
    if (existsSync(stamp)) return tree;
    const failure = await build(context, tree, { config, original, symbols });
    if (failure === undefined) await writeFile(stamp, "");
    return failure ?? tree;
  } finally {
    await unlock();
  }
}

async function build(context: RunContext, tree: UmlTree, choices: Choices): Promise<NoRun | undefined> {
  const folder = dirname(tree.build);
  context.onProgress(
    `building a User Mode Linux kernel to run drivers in, once, about three minutes of processor time (${folder})`,
  );
  for (const path of [tree.kernel, tree.build]) await rm(path, { recursive: true, force: true });
  await mkdir(tree.build, { recursive: true });
  await openKernelMirror(context.kernel, tree.kernel);
  const started = performance.now();
  const failure =
    (await configure(context, tree, choices)) ??
    (await runMake({
      tree,
      words: ["vmlinux", "modules_prepare"],
      jobs: context.jobs,
      timeLimitSeconds: BUILD_SECONDS,
      blame: "unavailable",
    }));
  if (failure !== undefined) return failure;
  const seconds = Math.round((performance.now() - started) / 1000);
  context.onNote(`A User Mode Linux kernel was built in ${seconds} s and is kept in ${folder}.`);
  return undefined;
}

interface Choices {
  readonly config: string;
  readonly original: string;
  readonly symbols: Awaited<ReturnType<typeof readDriverSymbols>>;
}

/** Twice: only a first configuration tells which libraries the drivers select. */
async function configure(
  { jobs }: RunContext,
  tree: UmlTree,
  { config, original, symbols }: Choices,
): Promise<NoRun | undefined> {
  const wanted = join(tree.build, "kindred.config");
  await writeFile(wanted, config, "latin1");
  let libraries: string[] = [];
  for (let pass = 0; pass < 2; pass++) {
    await writeFile(tree.kconfig, kconfigText(original, libraries), "latin1");
    const failure = await runMake({
      tree,
      words: [`KCONFIG_ALLCONFIG=${wanted}`, "allnoconfig"],
      jobs,
      timeLimitSeconds: CONFIGURE_SECONDS,
      blame: "unavailable",
    });
    if (failure !== undefined) return failure;
    libraries = findLibraries(await readFile(join(tree.build, ".config"), "latin1"), symbols);
  }
  return undefined;
}
