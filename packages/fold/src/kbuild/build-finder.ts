import type { TreeReader } from "@kindred/c-source";
import type { MakeVariables } from "./expand-words.ts";
import { type KbuildObject, kbuildObjects } from "./kbuild-objects.ts";
import { normalPath } from "./normal-path.ts";
import { readMakefile } from "./read-makefile.ts";

/** A module that a source file is linked into. */
export interface LinkedModule {
  /** The Makefile's folder and the module's name: the same for all files of a module. */
  readonly id: string;
  /** When the module has the object; empty for always. */
  readonly condition: string;
}

/** How a file is built, as the Makefiles say. */
export interface FileBuild {
  readonly modules: readonly LinkedModule[];
  /** Folders of the tree where its includes are looked for, beside its own. */
  readonly includePaths: readonly string[];
  /** Compiler flags of this file alone, in one comparable text. */
  readonly ownFlags: string;
}

export type FindBuild = (path: string) => FileBuild;

/** How many folders up a Makefile may stand that lists a file: `mlx5_core-y += en/fs.o`. */
const MOST_LEVELS = 6;
/** Of these, the folders whose other subfolders may list it too, by `../`; not those of a whole class. */
const LEAST_DEPTH = 3;

interface Makefile {
  readonly folder: string;
  readonly variables: MakeVariables;
  /** By source. */
  readonly objects: ReadonlyMap<string, readonly KbuildObject[]>;
  readonly includePaths: readonly string[];
  /** Flags of single files, by source. */
  readonly ownFlags: ReadonlyMap<string, string>;
}

const NO_BUILD: FileBuild = { modules: [], includePaths: [], ownFlags: "" };

/** Looks files up in the Makefiles of their folder and of the folders above; each Makefile is read once. */
export function createBuildFinder(tree: TreeReader): FindBuild {
  const makefiles = new Map<string, Makefile | undefined>();
  const open = (folder: string): Makefile | undefined => {
    if (!makefiles.has(folder)) makefiles.set(folder, openMakefile(folder, tree, open));
    return makefiles.get(folder);
  };
  const known = new Map<string, FileBuild>();
  return (path) => {
    const build = known.get(path) ?? findBuild(path, open, tree);
    known.set(path, build);
    return build;
  };
}

function openMakefile(
  folder: string,
  tree: TreeReader,
  open: (folder: string) => Makefile | undefined,
): Makefile | undefined {
  const variables = readMakefile(folder, tree);
  if (!variables) return undefined;
  const objects = new Map<string, KbuildObject[]>();
  for (const object of kbuildObjects(folder, variables)) {
    const same = objects.get(object.source);
    if (same) same.push(object);
    else objects.set(object.source, [object]);
  }
  return {
    folder,
    variables,
    objects,
    includePaths: readIncludePaths(folder, variables, open),
    ownFlags: readOwnFlags(folder, variables),
  };
}

/** Folders after `-I`, those that the Makefiles above give to their subfolders among them. */
function readIncludePaths(
  folder: string,
  variables: MakeVariables,
  open: (folder: string) => Makefile | undefined,
): string[] {
  const parts = folder.split("/");
  const above = parts.slice(2, -1).map((_, i) => parts.slice(0, i + 2).join("/"));
  const flags = [
    ...(variables.get("ccflags-y") ?? []),
    ...(variables.get("EXTRA_CFLAGS") ?? []),
    ...above.flatMap((each) => open(each)?.variables.get("subdir-ccflags-y") ?? []),
    ...(variables.get("subdir-ccflags-y") ?? []),
  ];
  const paths = flags.flatMap(({ text }) => (text.startsWith("-I") ? (normalPath(text.slice(2)) ?? []) : []));
  return [...new Set(paths)].filter((each) => each !== "" && !each.includes("$"));
}

/** `CFLAGS_main.o` and `CFLAGS_REMOVE_main.o`. */
function readOwnFlags(folder: string, variables: MakeVariables): Map<string, string> {
  const flags = new Map<string, string>();
  for (const [name, words] of variables) {
    const [, kind, stem] = /^(CFLAGS_(?:REMOVE_)?)(.+)\.o$/.exec(name) ?? [];
    const path = stem === undefined ? undefined : normalPath(`${folder}/${stem}`);
    if (path === undefined) continue;
    const text = words.map((word) => `${word.text} ${word.condition}`).join(" ");
    flags.set(`${path}.c`, `${flags.get(`${path}.c`) ?? ""}${kind}=${text};`);
  }
  return flags;
}

function findBuild(
  path: string,
  open: (folder: string) => Makefile | undefined,
  tree: TreeReader,
): FileBuild {
  const parts = path.split("/");
  for (let level = 1; level <= MOST_LEVELS && level < parts.length; level++) {
    const above = parts.slice(0, -level);
    const folder = above.join("/");
    const beside = above.length < LEAST_DEPTH || level === 1 ? [] : foldersIn(folder, tree);
    for (const each of [folder, ...beside]) {
      const makefile = open(each);
      const objects = makefile?.objects.get(path);
      if (makefile && objects) return buildOf(path, makefile, objects);
    }
  }
  return NO_BUILD;
}

function foldersIn(folder: string, tree: TreeReader): string[] {
  const names = tree.list(folder).filter((name) => name.endsWith("/"));
  return names.map((name) => `${folder}/${name.slice(0, -1)}`);
}

function buildOf(
  path: string,
  { folder, includePaths, ownFlags }: Makefile,
  objects: readonly KbuildObject[],
): FileBuild {
  return {
    modules: objects.map(({ module, condition }) => ({ id: `${folder}/${module}`, condition })),
    includePaths,
    ownFlags: ownFlags.get(path) ?? "",
  };
}
