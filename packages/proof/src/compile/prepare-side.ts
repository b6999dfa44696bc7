import type { CText } from "@kindred/c-source";
import { findDefinitions, forceInline, forcePrototypes } from "./force-inline.ts";
import type { ChangedFiles } from "./scratch-mirror.ts";

/**
 * One side of a comparison: the changed files as `unit` is to see them, with `names` forced inline wherever it meets
 * their definitions. Functions that another source defines stay calls: `../prove/compile-sides.ts` links these.
 */
export function prepareSide(files: ChangedFiles, unit: string, names: ReadonlySet<string>): ChangedFiles {
  const own = findDefinitions(files.get(unit) ?? "", names);
  const prepared = new Map<string, CText | null>();
  for (const [file, text] of files) {
    const isSeen = text !== null && (file === unit || !file.endsWith(".c"));
    prepared.set(file, isSeen ? [...own.keys()].reduce(forcePrototypes, forceInline(text, names)) : text);
  }
  return prepared;
}
