import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, sep } from "node:path";
import { type CText, decodeC, type TreeReader } from "@kindred/c-source";

/** Larger files hold no C that a person wrote; reading them would only cost memory. */
const MOST_BYTES = 16 << 20;
/** Bytes of texts that are kept; a fold over a whole kernel reads more than that, in several threads. */
const KEPT_BYTES = 24 << 20;

/**
 * Read access confined to one folder: a path that leaves it, by `..` or by a symlink, reads as if nothing were there.
 * Texts are kept, since planning reads the same headers for many families.
 */
export function createTreeReader(folder: string): TreeReader {
  const root = realpathSync(folder);
  const texts = new Map<string, CText | undefined>();
  let kept = 0;
  const lists = new Map<string, readonly string[]>();
  const files = new Map<string, ReadonlySet<string>>();
  const list = (directory: string): readonly string[] =>
    remember(lists, directory, () => listInside(root, directory));
  // A header is looked for in many places: a folder's list tells of all that are not in it.
  const isListed = (path: string): boolean => {
    const slash = path.lastIndexOf("/");
    const folder = slash < 0 ? "." : path.slice(0, slash);
    return remember(files, folder, () => new Set(list(folder))).has(path.slice(slash + 1));
  };
  return {
    root,
    readText: (path) =>
      remember(texts, path, () => {
        const text = isListed(path) ? readInside(root, path) : undefined;
        kept += text?.length ?? 0;
        if (kept > KEPT_BYTES) {
          texts.clear();
          kept = text?.length ?? 0;
        }
        return text;
      }),
    list,
  };
}

function remember<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  if (known.has(key)) return known.get(key)!;
  const value = make();
  known.set(key, value);
  return value;
}

function readInside(root: string, path: string): CText | undefined {
  try {
    const real = resolveInside(root, path);
    const status = real === undefined ? undefined : statSync(real);
    if (real === undefined || !status?.isFile() || status.size > MOST_BYTES) return undefined;
    return decodeC(readFileSync(real));
  } catch {
    return undefined;
  }
}

function listInside(root: string, directory: string): readonly string[] {
  try {
    const real = resolveInside(root, directory);
    if (real === undefined) return [];
    const names = readdirSync(real, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? `${entry.name}/` : entry.name,
    );
    return names.sort();
  } catch {
    return [];
  }
}

/** The real path when it lies within the root. @throws when nothing is there */
function resolveInside(root: string, path: string): string | undefined {
  if (isAbsolute(path) || path.includes("\0")) return undefined;
  const real = realpathSync(join(root, path));
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep) ? real : undefined;
}
