import { createLru, type Lru } from "../cache/lru.ts";
import type { CText } from "../text/c-text.ts";
import type { TreeReader } from "../tree/tree.ts";
import { type DeclarationIndex, indexDeclarations } from "./declaration-index.ts";

/** Most files looked through for one source. */
const MOST_HEADERS = 400;

/** Headers of a tree that stay read, in bytes of their text; what one class of drivers includes is far below. */
const KEPT_BYTES = 24 << 20;

const headersByTree = new WeakMap<TreeReader, Lru<string, DeclarationIndex | undefined>>();
const ownIndexes = new WeakMap<object, DeclarationIndex>();

/**
 * The declarations of a source and of the headers that it includes, directly first, then through others; read as
 * far as somebody iterates. What was read is kept: a file's own declarations as long as the file object lives, those of
 * headers with the tree, the last used ones.
 */
export function* declarationsInSight(
  file: { text: CText; path: string },
  tree: TreeReader | undefined,
): Generator<DeclarationIndex> {
  const own = ownIndexes.get(file) ?? indexDeclarations(file.text);
  ownIndexes.set(file, own);
  yield own;
  if (!tree) return;
  const seen = new Set([file.path]);
  const queue = [{ path: file.path, index: own }];
  for (let next = queue.shift(); next && seen.size < MOST_HEADERS; next = queue.shift()) {
    for (const include of next.index.includes) {
      const found = findHeader(tree, placesOf(include, next.path));
      if (!found || seen.has(found.path)) continue;
      seen.add(found.path);
      queue.push(found);
      yield found.index;
    }
  }
}

/** Where a header may be, most likely first. Machine-dependent headers are taken from their generic versions. */
function placesOf({ path, isLocal }: { path: string; isLocal: boolean }, from: string): string[] {
  const places = isLocal ? [joinPath(from.slice(0, from.lastIndexOf("/") + 1), path)] : [];
  places.push(`include/${path}`, `include/uapi/${path}`);
  if (path.startsWith("asm/")) places.push(`include/asm-generic/${path.slice(4)}`);
  return places.filter((place) => !place.startsWith("../"));
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

function findHeader(
  tree: TreeReader,
  places: readonly string[],
): { path: string; index: DeclarationIndex } | undefined {
  for (const path of places) {
    const index = headerIndex(tree, path);
    if (index) return { path, index };
  }
  return undefined;
}

function headerIndex(tree: TreeReader, path: string): DeclarationIndex | undefined {
  const headers = headersByTree.get(tree) ?? createLru<string, DeclarationIndex | undefined>(KEPT_BYTES);
  headersByTree.set(tree, headers);
  return headers.get(path, () => {
    const text = tree.readText(path);
    return {
      value: text === undefined ? undefined : indexDeclarations(text),
      size: text?.length ?? path.length,
    };
  });
}
