import { type CText, listFunctions } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";

/** Names that may differ without a difference in what the code does; see `../elf/call-site-records.ts`. */
export interface MaskedNames {
  /** The helper and the functions that it replaces: the same function under several names. */
  readonly folded: ReadonlySet<string>;
  /** Functions that call sites moved between: those above, and those whose text the patch changes. */
  readonly callSites: ReadonlySet<string>;
  /** Static functions that only one side has: under another name the other may have them, each as one. */
  readonly renamed?: ReadonlySet<string>;
  /** Constant tables of functions (`static const` locals) count by content: equal ones may have become one. */
  readonly mergesTables?: boolean;
}

/** The names with what is renamed between two sides, given the static functions of each. */
export function withRenamed(
  names: MaskedNames,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): MaskedNames {
  const oneSided = [...before]
    .filter((name) => !after.has(name))
    .concat([...after].filter((name) => !before.has(name)));
  return { ...names, renamed: new Set(oneSided.filter((name) => !names.folded.has(name))) };
}

/** What comparing two versions of some files must know of the change between them. */
export interface ChangeFacts {
  readonly names: MaskedNames;
  /** Changed functions that use `__LINE__` or `__FILE__` themselves, which the comparison holds constant. */
  readonly placeUsers: readonly string[];
}

/** Names that a change moves code between, given those that it folds; and what it would hide. */
export function findChangeFacts(
  folded: ReadonlySet<string>,
  from: ChangedFiles,
  to: ChangedFiles,
): ChangeFacts {
  const callSites = new Set(folded);
  const placeUsers = new Set<string>();
  for (const [file, after] of to) {
    const before = from.get(file);
    if (before === after || !/\.[ch]$/.test(file)) continue;
    const usesPlace = placePattern(`${before}\n${after}`);
    for (const { name, text } of changedFunctions(before ?? "", after ?? "")) {
      callSites.add(name);
      if (usesPlace.test(text)) placeUsers.add(name);
    }
  }
  return { names: { folded, callSites }, placeUsers: [...placeUsers].sort() };
}

/** `__LINE__`, `__FILE__`, and macros of this file that are made of them. */
function placePattern(text: CText): RegExp {
  const names = ["__LINE__", "__FILE__"];
  for (const [, name, body] of text.matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)((?:\\\r?\n|[^\n])*)/gm)) {
    if (/\b__(?:LINE|FILE)__\b/.test(body!)) names.push(name!);
  }
  return new RegExp(`\\b(?:${names.join("|")})\\b`);
}

/** Functions that are not the same on both sides, with their texts of both. */
function changedFunctions(before: CText, after: CText): { name: string; text: CText }[] {
  const left = functionTexts(before);
  const right = functionTexts(after);
  const names = [...new Set([...left.keys(), ...right.keys()])];
  const changed = names.filter((name) => left.get(name) !== right.get(name));
  return changed.map((name) => ({ name, text: `${left.get(name) ?? ""}\n${right.get(name) ?? ""}` }));
}

function functionTexts(text: CText): Map<string, CText> {
  return new Map(listFunctions(text).map((span) => [span.name, text.slice(span.start, span.end)]));
}
