import type { TreeReader } from "@kindred/c-source";
import { type KbuildObject, parseKbuild } from "./kbuild.ts";

/** A module that a source file is linked into. */
export interface LinkedModule {
  /** The Makefile's folder and the module's name: the same for all files of a module. */
  readonly id: string;
  /** When the module has the object; empty for always. */
  readonly condition: string;
}

/** Answers which modules a file is part of. */
export type FindModules = (path: string) => readonly LinkedModule[];

/** How many folders up a Makefile may stand that lists a file: `mlx5_core-y += en/fs.o`. */
const MOST_LEVELS = 4;

/** Looks modules up in the Makefiles of a file's folder and of the folders above; each Makefile is read once. */
export function createModuleFinder(tree: TreeReader): FindModules {
  const makefiles = new Map<string, readonly KbuildObject[]>();
  const objectsOf = (folder: string): readonly KbuildObject[] => {
    const known = makefiles.get(folder);
    if (known) return known;
    const text = tree.readText(`${folder}/Makefile`) ?? tree.readText(`${folder}/Kbuild`);
    const objects = text === undefined ? [] : parseKbuild(text);
    makefiles.set(folder, objects);
    return objects;
  };
  return (path) => {
    const parts = path.split("/");
    for (let level = 1; level <= MOST_LEVELS && level < parts.length; level++) {
      const folder = parts.slice(0, -level).join("/");
      const source = parts.slice(-level).join("/");
      const found = objectsOf(folder).filter((object) => object.source === source);
      if (found.length > 0)
        return found.map(({ module, condition }) => ({ id: `${folder}/${module}`, condition }));
    }
    return [];
  };
}
