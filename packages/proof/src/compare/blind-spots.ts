/**
 * What a comparison with lines held constant and helpers forced inline is blind to, told from the text. Such a change
 * is never called equal:
 *  - a changed function that uses `__LINE__` or `__FILE__` in its own text, or through a macro of its file;
 *  - a folded function that other files could call and that is gone: forced inline it leaves no symbol on either side.
 */
import type { CText } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import { findSourceDefinitions, listChangedFunctions } from "./changed-functions.ts";

export interface BlindSpot {
  readonly kind: "line-numbers" | "lost-function" | "unseen-branch";
  /** The functions that it is about. */
  readonly functions: readonly string[];
  readonly why: string;
}

/** Why two sides must not be called equal whatever is compared; undefined when nothing speaks against it. */
export function findBlindSpot(
  folded: ReadonlySet<string>,
  from: ChangedFiles,
  to: ChangedFiles,
): BlindSpot | undefined {
  const spots = [
    describeSpot(
      "line-numbers",
      findPlaceUsers(from, to),
      "uses __LINE__ or __FILE__, which a comparison holds constant",
    ),
    describeSpot("lost-function", findLost(folded, from, to), "is gone, though other files could call it"),
  ];
  return spots.find(({ functions }) => functions.length > 0);
}

function describeSpot(kind: BlindSpot["kind"], names: readonly string[], why: string): BlindSpot {
  const functions = [...names].sort();
  return { kind, functions, why: `\`${functions.join("`, `")}\` ${why}.` };
}

function findPlaceUsers(from: ChangedFiles, to: ChangedFiles): string[] {
  const users = new Set<string>();
  for (const [file, after] of to) {
    const text = `${from.get(file)}\n${after}`;
    if (!/\b__(?:LINE|FILE)__\b/.test(text)) continue;
    const pattern = placePattern(text);
    const changed = listChangedFunctions(new Map([[file, from.get(file) ?? null]]), new Map([[file, after]]));
    for (const { name, text: both } of changed) if (pattern.test(both)) users.add(name);
  }
  return [...users];
}

/** `__LINE__`, `__FILE__`, and macros of this file that are made of them. */
function placePattern(text: CText): RegExp {
  const names = ["__LINE__", "__FILE__"];
  for (const [, name, body] of text.matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)((?:\\\r?\n|[^\n])*)/gm)) {
    if (/\b__(?:LINE|FILE)__\b/.test(body!)) names.push(name!);
  }
  return new RegExp(`\\b(?:${names.join("|")})\\b`);
}

function findLost(folded: ReadonlySet<string>, from: ChangedFiles, to: ChangedFiles): string[] {
  const left = findSourceDefinitions(to, folded);
  return [...findSourceDefinitions(from, folded)]
    .filter(([name, { text, span }]) => {
      return !left.has(name) && !/\bstatic\b/i.test(text.slice(span.start, span.nameStart));
    })
    .map(([name]) => name);
}
