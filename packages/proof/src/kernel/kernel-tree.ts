/**
 * What Kindred must know of the tree that a series is proved against: is it a kernel, where is it built,
 * is that build configured and prepared. Whoever proves a series runs the tree's own Makefile, as building
 * a kernel does; nothing else of the tree is run.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ErrorCode, KindredError } from "@kindred/c-source";

export interface KernelTree {
  readonly kernel: string;
  /** Equal to `kernel` for a tree that is built in its own folder. */
  readonly build: string;
  /** Kindred made the build folder in its cache, so it may run make there. */
  readonly ownBuild: boolean;
  /** A tree without Kconfig whose plain Makefile prints its compile commands. */
  readonly plainMake: boolean;
  /** `CONFIG_X` to `y`, `m` or a value; empty without Kconfig. */
  readonly config: ReadonlyMap<string, string>;
  /** Changes when anything changes that compile commands or objects depend on, apart from the sources. */
  readonly identity: string;
}

const PLAIN_MAKE = /^# kindred: plain-make\s*$/m;

/** The parts of a request that say which tree is meant. */
export interface TreeChoice {
  readonly kernel: string;
  readonly build?: string;
  readonly cc: "gcc" | "clang";
  readonly cacheDirectory: string;
}

/** The build folder that a choice means, before anything is known of its state. */
export function buildFolderOf(choice: TreeChoice): { build: string; ownBuild: boolean } {
  const kernel = kernelRoot(choice.kernel);
  if (choice.build !== undefined) return { build: realPath(choice.build), ownBuild: false };
  if (existsSync(join(kernel, ".config"))) return { build: kernel, ownBuild: false };
  const key = createHash("sha256").update(`${kernel}\0${choice.cc}`).digest("hex").slice(0, 12);
  return { build: join(resolve(choice.cacheDirectory), "kernel-builds", key), ownBuild: true };
}

/**
 * Opens the tree of a request.
 * @throws KindredError E_KERNEL when it is no kernel, or not configured, or not prepared.
 */
export function openKernelTree(choice: TreeChoice): KernelTree {
  const kernel = kernelRoot(choice.kernel);
  const makefile = readFileSync(join(kernel, "Makefile"), "latin1");
  if (isPlainMakeTree(kernel)) {
    const identity = hash(kernel, makefile);
    return { kernel, build: kernel, ownBuild: false, plainMake: true, config: new Map(), identity };
  }
  const { build, ownBuild } = buildFolderOf(choice);
  checkPrepared(kernel, build, choice);
  const text = readFileSync(join(build, ".config"), "latin1");
  const config = readConfig(text);
  return { kernel, build, ownBuild, plainMake: false, config, identity: hash(kernel, makefile, build, text) };
}

/** Whether a tree is built by a plain Makefile, without Kconfig; such a Makefile says so in a line of its own. */
export function isPlainMakeTree(kernel: string): boolean {
  return PLAIN_MAKE.test(readFileSync(join(kernel, "Makefile"), "latin1"));
}

/** `kernel` as a real path, when its Makefile says that it is one. */
export function kernelRoot(kernel: string): string {
  const makefile = join(kernel, "Makefile");
  const text = existsSync(makefile) ? readFileSync(makefile, "latin1") : "";
  if (/^VERSION\s*[:+]?=/m.test(text) && /^PATCHLEVEL\s*[:+]?=/m.test(text)) return realPath(kernel);
  throw kernelError(
    `${kernel}: this is no kernel tree, since it has no Makefile that sets VERSION and PATCHLEVEL.`,
    "Give the top folder of a kernel source with `--kernel`; `kindred corpus fetch linux-6.12` gets one.",
  );
}

/** E_KERNEL with its fix. */
export function kernelError(message: string, hint: string): KindredError {
  return new KindredError("E_KERNEL" satisfies ErrorCode, message, hint);
}

/** Reports a source folder that was built in: make refuses `O=` for it. */
export function checkCleanSource(kernel: string, build: string): void {
  const used = existsSync(join(kernel, ".config")) || existsSync(join(kernel, "include/config"));
  if (build === kernel || !used) return;
  throw kernelError(
    `${kernel}: the source folder was built in, so make refuses another build folder (${build}).`,
    `Run \`make -C ${kernel} mrproper\` (this removes its .config), or use that build: \`--build ${kernel}\`.`,
  );
}

function checkPrepared(kernel: string, build: string, choice: TreeChoice): void {
  checkCleanSource(kernel, build);
  const output = build === kernel ? "" : ` O=${build}`;
  const compiler = choice.cc === "clang" ? " CC=clang" : "";
  if (!existsSync(join(build, ".config"))) {
    throw kernelError(
      `${build}: this kernel is not configured.`,
      `Add \`--configure\`, or run \`make -C ${kernel}${output}${compiler} allmodconfig modules_prepare\` and give the folder with \`--build\`.`,
    );
  }
  const prepared = join(build, "include/config/auto.conf");
  const isPrepared = existsSync(join(build, "include/generated/autoconf.h")) && existsSync(prepared);
  // An older one would be remade by make, also by `make -n`.
  if (isPrepared && statSync(prepared).mtimeMs >= statSync(join(build, ".config")).mtimeMs) return;
  throw kernelError(
    `${build}: this kernel is configured but not prepared: its generated headers are missing or older than its .config.`,
    `Run \`make -C ${kernel}${output}${compiler} modules_prepare\`.`,
  );
}

function readConfig(text: string): Map<string, string> {
  const config = new Map<string, string>();
  for (const [, name, value] of text.matchAll(/^(CONFIG_\w+)=(.*)$/gm)) config.set(name!, value!);
  return config;
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}

function hash(...parts: readonly string[]): string {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(`${part.length}:${part}`);
  return sum.digest("hex");
}
