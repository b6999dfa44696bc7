import type { Description } from "../describe/describe-families.ts";
import type { DraftFamily } from "../families/draft-family.ts";
import type { Snapshot } from "./snapshot.ts";

/** The key of a family: its grain, its centre and its members, functions told by `rowOf`; undefined when one has no row. */
function keyOf({ grain, centre, members }: DraftFamily, rowOf: (f: number) => number): string | undefined {
  let key = `${grain === "function" ? "f" : "r"}${rowOf(centre.f)},${centre.from}`;
  for (const { f, from, to } of members) {
    const row = rowOf(f);
    if (row < 0) return undefined;
    key += from === 0 ? `;${row}` : `;${row},${from},${to}`;
  }
  return key;
}

/** The description that the snapshot has of a family of the very same members. */
export function keptDescription(
  base: Snapshot,
  baseRow: Int32Array,
  family: DraftFamily,
): Description | undefined {
  const key = keyOf(family, (f) => baseRow[f]);
  const text = key === undefined ? undefined : base.described.get(key);
  return text === undefined ? undefined : (JSON.parse(text) as Description);
}

/** Descriptions to keep, as plain ASCII. */
export function describedTexts(
  families: readonly DraftFamily[],
  descriptions: readonly (Description | undefined)[],
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  families.forEach((family, i) => {
    const key = keyOf(family, (f) => f);
    if (key !== undefined && descriptions[i] !== undefined) texts.set(key, asciiJson(descriptions[i]));
  });
  return texts;
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
