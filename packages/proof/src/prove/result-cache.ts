/**
 * Results by content: the key is a hash of everything that a result depends on, so an entry is right for
 * ever and a damaged one is only a miss. Entries are written to a draft and renamed, so an interrupted
 * run leaves whole entries and continues where it was.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface ResultCache {
  read<T>(key: string): Promise<T | undefined>;
  write<T>(key: string, value: T): Promise<void>;
}

let drafts = 0;

/** A cache in a folder, which is made when the first result comes. */
export function openResultCache(directory: string): ResultCache {
  const pathOf = (key: string): string => join(directory, key.slice(0, 2), `${key.slice(2)}.json`);
  return {
    async read<T>(key: string): Promise<T | undefined> {
      try {
        return JSON.parse(await readFile(pathOf(key), "utf8")) as T;
      } catch {
        return undefined;
      }
    },
    async write<T>(key: string, value: T): Promise<void> {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const draft = `${path}.${process.pid}.${drafts++}`;
      try {
        await writeFile(draft, JSON.stringify(value));
        await rename(draft, path);
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}

/** Hash of a value that JSON can write; maps and sets count in sorted order. */
export function contentKey(value: unknown): string {
  const plain = JSON.stringify(value, (_, part: unknown) => {
    if (part instanceof Map) return [...part].sort(([a], [b]) => (a < b ? -1 : 1));
    if (part instanceof Set) return [...part].sort();
    return typeof part === "string" && part.length > LONG ? { text: textKey(part) } : part;
  });
  return createHash("sha256").update(plain).digest("hex");
}

/** Texts that are longer stand in a key by their hash, which is worked out once: all patches of a series see most of them. */
const LONG = 1000;
const MOST_CHARACTERS = 64 << 20;
const textKeys = new Map<string, string>();
let held = 0;

function textKey(text: string): string {
  const known = textKeys.get(text);
  if (known !== undefined) return known;
  const key = createHash("sha256").update(text).digest("hex");
  held += text.length;
  if (held > MOST_CHARACTERS) {
    textKeys.clear();
    held = text.length;
  }
  textKeys.set(text, key);
  return key;
}
