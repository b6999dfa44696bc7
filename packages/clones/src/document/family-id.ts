import type { Content } from "../families/draft-family.ts";
import type { Grain } from "../families.ts";
import { HashPair } from "../scan/hash-pair.ts";

/** The centre's hashes and the grain: all that an id is made of. */
export interface FamilyContent extends Content {
  readonly grain: Grain;
}

/**
 * `K-` and 8 hex digits for each family. An id is a hash of the shape of the family's centre: no path, no line, no
 * name, no number of members, so it survives moves, renamings, unrelated edits and new members. Families with the
 * same hash (one outline, unlike meanings) are ordered by the content of their centres, and all but the first are hashed again with
 * that content until they are free.
 */
export function familyIds(families: readonly FamilyContent[]): string[] {
  const order = families
    .map((_, i) => i)
    .sort(
      (a, b) => families[a].exactHigh - families[b].exactHigh || families[a].exactLow - families[b].exactLow,
    );
  const ids: string[] = new Array(families.length);
  const used = new Set<string>();
  for (const i of order) {
    let salt = 0;
    let id = idOf(families[i], salt);
    while (used.has(id)) id = idOf(families[i], ++salt);
    used.add(id);
    ids[i] = id;
  }
  return ids;
}

function idOf(family: FamilyContent, salt: number): string {
  const hash = new HashPair();
  hash.reset();
  hash.add(family.grain === "function" ? 1 : 2);
  hash.add(family.shapeLow);
  hash.add(family.shapeHigh);
  if (salt > 0) for (const value of [salt, family.exactLow, family.exactHigh]) hash.add(value);
  const digits = ((hash.low ^ Math.imul(hash.high, 0xc2b2ae35)) >>> 0).toString(16);
  return `K-${digits.padStart(8, "0")}`;
}
