/**
 * Asks the tree's own build how it compiles the sources of some folders, and remembers the answer in the
 * cache: until the configuration or a Makefile on the way changes, make is not asked again.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describeFailure, runTool } from "../tools/run-tool.ts";
import type { CompileCommand } from "./compile-command.ts";
import type { KernelTree } from "./kernel-tree.ts";
import { readCompileCommands } from "./read-compile-commands.ts";

export interface CommandQuery {
  readonly tree: KernelTree;
  /** Relative to the kernel root. */
  readonly files: readonly string[];
  readonly cacheDirectory: string;
  readonly cc: "gcc" | "clang";
  /** Seconds a compiler may take; make has more. */
  readonly timeLimitSeconds: number;
}

export interface CommandAnswer {
  /** By path relative to the kernel root; a file that this build does not compile is missing. */
  readonly commands: ReadonlyMap<string, CompileCommand>;
  /** The make command that was asked. */
  readonly makeCommand: string;
  /** What make complained of, or how it ended when it did not end by itself: then some commands may be missing. */
  readonly complaint: string | undefined;
}

/** All folders of a series at once take make longer than one source takes a compiler. */
const MAKE_SHARE = 5;
const MAKE_OUTPUT = 512 << 20;

/** The compile commands of all sources in the folders of `files`. */
export async function queryCompileCommands(query: CommandQuery): Promise<CommandAnswer> {
  const { tree } = query;
  const folders = [...new Set(query.files.map((file) => makeFolder(tree, file)))].sort();
  const argv = makeArgv(query, folders);
  const makeCommand = argv.join(" ");
  if (query.files.length === 0) return { commands: new Map(), makeCommand, complaint: undefined };
  const path = join(query.cacheDirectory, "compile-commands", `${cacheKey(tree, argv, folders)}.json`);
  const cached = await readCached(path);
  if (cached !== undefined) return { commands: new Map(cached), makeCommand, complaint: undefined };
  const env = { MAKEFLAGS: "", MAKELEVEL: "", MFLAGS: "" };
  const timeLimitSeconds = MAKE_SHARE * query.timeLimitSeconds;
  const result = await runTool(argv, { cwd: tree.kernel, env, timeLimitSeconds, outputLimit: MAKE_OUTPUT });
  const commands = relativeCommands(tree, readCompileCommands(result.stdout, tree.kernel));
  if (!tree.plainMake) await addBuiltCommands(tree, folders, commands);
  const complaint =
    result.outcome === "exited" && result.code === 0 ? undefined : describeFailure(argv, result);
  if (complaint === undefined && commands.size > 0) await writeCached(path, [...commands]);
  return { commands, makeCommand, complaint };
}

/** Objects that are built and up to date are not in make's answer; Kbuild keeps their commands in `.x.o.cmd` files. */
async function addBuiltCommands(
  tree: KernelTree,
  folders: readonly string[],
  commands: Map<string, CompileCommand>,
): Promise<void> {
  for (const folder of folders) {
    const names = await readdir(join(tree.build, folder)).catch(() => []);
    for (const name of names.filter((entry) => /^\..+\.o\.cmd$/.test(entry))) {
      const text = await readFile(join(tree.build, folder, name), "utf8");
      const saved = text.slice(0, text.indexOf("\n")).replace(/^\S+ := /, "");
      for (const [file, command] of relativeCommands(tree, readCompileCommands(saved, tree.build))) {
        if (!commands.has(file)) commands.set(file, command);
      }
    }
  }
}

/** The nearest folder at or above the file's that has a Makefile of its own. */
export function makeFolder(tree: KernelTree, file: string): string {
  let folder = dirname(file);
  while (folder !== "." && !hasMakefile(join(tree.kernel, folder))) folder = dirname(folder);
  return folder;
}

function hasMakefile(folder: string): boolean {
  return existsSync(join(folder, "Makefile")) || existsSync(join(folder, "Kbuild"));
}

function makeArgv({ tree, cc }: CommandQuery, folders: readonly string[]): string[] {
  if (tree.plainMake) return ["make", "-n", "-B", "V=1", `CC=${cc}`];
  const output = tree.build === tree.kernel ? [] : [`O=${tree.build}`];
  const compiler = cc === "clang" ? ["CC=clang"] : [];
  return ["make", "-n", "-k", "V=1", ...output, ...compiler, ...folders.map((folder) => `${folder}/`)];
}

function relativeCommands(
  tree: KernelTree,
  commands: ReadonlyMap<string, CompileCommand>,
): Map<string, CompileCommand> {
  const inside = [...commands].filter(([source]) => source.startsWith(`${tree.kernel}/`));
  return new Map(inside.map(([source, command]) => [source.slice(tree.kernel.length + 1), command]));
}

/** Everything that the answer depends on: configuration, the Makefiles on the way, and which sources there are. */
function cacheKey(tree: KernelTree, argv: readonly string[], folders: readonly string[]): string {
  const sum = createHash("sha256").update(JSON.stringify([tree.identity, argv]));
  for (const folder of tree.plainMake ? ["."] : folders) {
    for (let at = folder; at !== "."; at = dirname(at)) sum.update(makefileText(join(tree.kernel, at)));
  }
  return sum.digest("hex");
}

function makefileText(folder: string): string {
  const path = ["Kbuild", "Makefile"]
    .map((name) => join(folder, name))
    .find((candidate) => existsSync(candidate));
  return path === undefined ? "" : readFileSync(path, "latin1");
}

async function readCached(path: string): Promise<[string, CompileCommand][] | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as [string, CompileCommand][];
  } catch {
    return undefined; // not asked before, or a damaged entry that is written anew
  }
}

async function writeCached(path: string, entries: readonly [string, CompileCommand][]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, JSON.stringify(entries));
  await rename(draft, path);
}
