import type { CText } from "@kindred/c-source";
import { cutForced, findDefinitions, forceInline, replacePrototypes } from "./force-inline.ts";
import type { ChangedFiles } from "./scratch-mirror.ts";

/**
 * One side of a comparison: the changed files as `unit` is to see them, with `names` forced inline wherever
 * it meets their definitions or prototypes.
 */
export function prepareSide(files: ChangedFiles, unit: string, names: ReadonlySet<string>): ChangedFiles {
  const prepared = new Map<string, CText | null>();
  for (const [file, text] of files) {
    const seen = text !== null && (file === unit || !file.endsWith(".c"));
    prepared.set(file, seen ? forceInline(text, names) : text);
  }
  for (const name of names) placePrototypes(prepared, files, unit, name);
  return prepared;
}

/** Prototypes of a function of this file become forced ones; those of another file's function its definition. */
function placePrototypes(
  prepared: Map<string, CText | null>,
  files: ChangedFiles,
  unit: string,
  name: string,
): void {
  const home = [...files].find(
    ([, text]) => text !== null && findDefinitions(text, new Set([name])).has(name),
  );
  if (home === undefined || !home[0].endsWith(".c")) return;
  const [homeFile, homeText] = home as [string, CText];
  const span = findDefinitions(homeText, new Set([name])).get(name)!;
  const replacement = homeFile === unit ? undefined : cutForced(homeText, span);
  for (const [file, text] of prepared) {
    const isSeen =
      text !== null && !(file === unit && homeFile === unit) && (file === unit || !file.endsWith(".c"));
    if (isSeen) prepared.set(file, replacePrototypes(text, name, replacement));
  }
}
