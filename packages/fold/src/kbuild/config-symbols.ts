import type { TreeReader } from "@kindred/c-source";
import type { MakeVariables } from "./expand-words.ts";
import { kbuildObjects } from "./kbuild-objects.ts";
import { readMakefile } from "./read-makefile.ts";

/** The configuration symbols that decide whether a file is built. */
export interface FileSymbols {
  /** The folder of the Makefile, and the module as it is called there. */
  readonly folder: string;
  readonly module: string;
  /** The symbol of `obj-$(CONFIG_X) += module.o`; undefined for `obj-y`. */
  readonly object: string | undefined;
  /** All symbols that are surely on when the file is built: of its module, of its place in that, of the folders above. */
  readonly all: readonly string[];
}

/** Folders above a file that may list it in their Makefile. */
const MOST_LEVELS = 3;

/** Reads off the Makefiles when a file is built; undefined when that is not certain. Each Makefile is read once. */
export function createSymbolFinder(tree: TreeReader): (path: string) => FileSymbols | undefined {
  const makefiles = new Map<string, MakeVariables | undefined>();
  const open = (folder: string): MakeVariables | undefined => {
    if (!makefiles.has(folder)) makefiles.set(folder, readMakefile(folder, tree));
    return makefiles.get(folder);
  };
  return (path) => {
    const parts = path.split("/");
    for (let level = 1; level <= MOST_LEVELS && level < parts.length; level++) {
      const folder = parts.slice(0, -level).join("/");
      const variables = open(folder);
      const found = variables && kbuildObjects(folder, variables).filter(({ source }) => source === path);
      if (found && found.length > 0)
        return found.length === 1 ? symbolsIn(folder, variables, found[0], open) : undefined;
    }
    return undefined;
  };
}

function symbolsIn(
  folder: string,
  variables: MakeVariables,
  { module, condition }: { readonly module: string; readonly condition: string },
  open: (folder: string) => MakeVariables | undefined,
): FileSymbols | undefined {
  const own = symbolOf(condition);
  const object = gateOf(variables, `${module}.o`);
  const gates = gatesAbove(folder, open);
  if (own === undefined || object === undefined) return undefined;
  const all = [own, object, ...gates].filter((symbol) => symbol !== "");
  return { folder, module, object: object === "" ? undefined : object, all };
}

/** Symbols of the folders on the way to a folder: those that are certain. */
function gatesAbove(folder: string, open: (folder: string) => MakeVariables | undefined): string[] {
  const parts = folder.split("/");
  return parts.flatMap((name, i) => {
    const variables = i === 0 ? undefined : open(parts.slice(0, i).join("/"));
    const gate = variables && gateOf(variables, `${name}/`);
    return gate === undefined || gate === "" ? [] : [gate];
  });
}

/** The symbol under which `obj-…` lists a word: empty for always, undefined when it is not certain. */
function gateOf(variables: MakeVariables, word: string): string | undefined {
  const found: string[] = [];
  for (const [name, words] of variables) {
    const kind = /^(?:obj|lib)-(y|m|\$\(CONFIG_\w+\))$/.exec(name)?.[1];
    for (const { text, condition } of kind === undefined ? [] : words) {
      if (text === word) found.push(condition === "" ? kind! : "?");
    }
  }
  if (found.length !== 1) return undefined;
  return found[0] === "y" ? "" : symbolOf(found[0]) || undefined;
}

/** `X` of `$(CONFIG_X)`; empty for no condition, undefined for any other. */
function symbolOf(condition: string): string | undefined {
  return condition === "" ? "" : /^\$\(CONFIG_(\w+)\)$/.exec(condition)?.[1];
}
