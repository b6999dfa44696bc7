import { createLru, type Lru } from "../cache/lru.ts";
import type { CText } from "../text/c-text.ts";
import type { TreeReader } from "../tree/tree.ts";
import { type DeclarationIndex, indexDeclarations } from "./declaration-index.ts";

/** A source whose declarations are asked for; `path` is relative to the tree's root. */
export interface DeclaringFile {
  readonly text: CText;
  readonly path: string;
  /** Folders of the tree that its Makefile gives the compiler with `-I`. */
  readonly includePaths?: readonly string[];
}

/** A source or header in sight. */
export interface IndexedFile {
  readonly path: string;
  readonly index: DeclarationIndex;
}

/** Most files looked through for one source: all that a driver includes, but for the very largest. */
const MOST_HEADERS = 1500;
/** A larger header is a table that a machine wrote: megabytes of numbers, of which a driver uses a few. */
const LARGEST_HEADER = 2_000_000;
/** Headers of a tree that stay read, in bytes of their text; what one class of drivers includes is far below. */
const KEPT_BYTES = 32 << 20;

/** What the kernel's Makefile includes before the first line of every source. */
const ALWAYS = ["linux/kconfig.h", "linux/compiler_types.h"].map((path) => ({ path, isLocal: false }));

const treesInSight = new WeakMap<TreeReader, HeaderReader>();
const ownIndexes = new WeakMap<object, DeclarationIndex>();

/**
 * The declarations of a source and of the headers that it includes, directly first, then through others; read as
 * far as somebody iterates. What was read is kept: a file's own declarations as long as the file object lives, those of
 * headers with the tree, the last used ones.
 */
export function* declarationsInSight(
  file: DeclaringFile,
  tree: TreeReader | undefined,
): Generator<IndexedFile> {
  const own = ownIndexes.get(file) ?? indexDeclarations(file.text, file.path);
  ownIndexes.set(file, own);
  const first = { path: file.path, index: own };
  yield first;
  if (!tree) return;
  const reader = treesInSight.get(tree) ?? createHeaderReader(tree);
  treesInSight.set(tree, reader);
  const seen = new Set([file.path]);
  const queue = [first];
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const found of reader.includesOf(next, file.includePaths ?? NO_PATHS, next === first)) {
      if (seen.has(found.path)) continue;
      if (seen.size >= MOST_HEADERS) return;
      seen.add(found.path);
      queue.push(found);
      yield found;
    }
  }
}

const NO_PATHS: readonly string[] = [];

interface HeaderReader {
  includesOf(file: IndexedFile, includePaths: readonly string[], isSource: boolean): readonly IndexedFile[];
}

function createHeaderReader(tree: TreeReader): HeaderReader {
  const headers: Lru<string, IndexedFile | undefined> = createLru(KEPT_BYTES);
  const resolved = new WeakMap<DeclarationIndex, WeakMap<readonly string[], readonly IndexedFile[]>>();
  const read = (path: string): IndexedFile | undefined =>
    headers.get(path, () => {
      const text = tree.readText(path);
      const isRead = text !== undefined && text.length <= LARGEST_HEADER;
      const value = isRead ? { path, index: indexDeclarations(text, path) } : undefined;
      return { value, size: isRead ? text.length : path.length };
    });
  const find = (file: IndexedFile, includePaths: readonly string[], isSource: boolean): IndexedFile[] => {
    const { includes } = file.index;
    return (isSource ? [...includes, ...ALWAYS] : includes).flatMap((include) => {
      for (const place of placesOf(include, file.path, includePaths)) {
        const found = read(place);
        if (found) return [found];
      }
      return [];
    });
  };
  return {
    includesOf(file, includePaths, isSource) {
      if (isSource) return find(file, includePaths, true);
      // What a header of the kernel includes does not depend on who asks; the others are found with -I, and files of
      // one module share their list of these.
      const paths = file.path.startsWith("include/") ? NO_PATHS : includePaths;
      const byPaths = resolved.get(file.index) ?? new WeakMap<readonly string[], readonly IndexedFile[]>();
      resolved.set(file.index, byPaths);
      const known = byPaths.get(paths) ?? find(file, paths, false);
      byPaths.set(paths, known);
      return known;
    },
  };
}

/**
 * Where a header may be, most likely first. Machine-dependent headers are taken from their generic versions, or
 * where there is none from x86.
 */
function placesOf(
  { path, isLocal }: { path: string; isLocal: boolean },
  from: string,
  includePaths: readonly string[],
): string[] {
  const places = isLocal ? [joinPath(from.slice(0, from.lastIndexOf("/") + 1), path)] : [];
  for (const folder of includePaths) places.push(joinPath(`${folder}/`, path));
  places.push(`include/${path}`, `include/uapi/${path}`);
  if (path.startsWith("asm/")) {
    const name = path.slice(4);
    places.push(`include/asm-generic/${name}`, `include/uapi/asm-generic/${name}`);
    places.push(`arch/x86/include/asm/${name}`, `arch/x86/include/uapi/asm/${name}`);
  }
  return places.filter((place) => !place.startsWith("../") && !place.includes("/../"));
}

/** A relative path with its `.` and `..` taken out. */
function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}${path}`.split("/")) {
    if (part === ".." && parts.length > 0 && parts[parts.length - 1] !== "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
