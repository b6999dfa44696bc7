import { type CText, listFunctions } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";

/** Names that may differ without a difference in what the code does; see `../elf/call-site-records.ts`. */
export interface MaskedNames {
  /** The helper and the functions that it replaces: the same function under several names. */
  readonly folded: ReadonlySet<string>;
  /** Functions that call sites moved between: those above, and those whose text the patch changes. */
  readonly callSites: ReadonlySet<string>;
}

/** The names that a change moves code between, given those that it folds. */
export function findMaskedNames(
  folded: ReadonlySet<string>,
  from: ChangedFiles,
  to: ChangedFiles,
): MaskedNames {
  const callSites = new Set(folded);
  for (const [file, after] of to) {
    const before = from.get(file);
    if (before === after || !/\.[ch]$/.test(file)) continue;
    for (const name of changedFunctions(before ?? "", after ?? "")) callSites.add(name);
  }
  return { folded, callSites };
}

function changedFunctions(before: CText, after: CText): string[] {
  const left = functionTexts(before);
  const right = functionTexts(after);
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
}

function functionTexts(text: CText): Map<string, CText> {
  return new Map(listFunctions(text).map((span) => [span.name, text.slice(span.start, span.end)]));
}
