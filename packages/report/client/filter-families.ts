import type { FamilyRecord } from "../src/html/payload.ts";

export interface Filter {
  /** Words that must all occur in the id, the files or the functions. */
  readonly text: string;
  /** Empty: any. */
  readonly type: string;
  readonly strategy: string;
  readonly scope: string;
}

export type SortKey =
  | "payoff"
  | "removableLines"
  | "type"
  | "members"
  | "lines"
  | "similarity"
  | "where"
  | "strategy";

/** Lower-case text of each family that a search looks in, made once. */
export function searchTexts(families: readonly FamilyRecord[]): string[] {
  return families.map((family) =>
    [family.id, ...family.members.flatMap((member) => [member.file, member.function])]
      .join("\n")
      .toLowerCase(),
  );
}

/** Indexes of the families that pass, in payoff order. */
export function filterFamilies(
  families: readonly FamilyRecord[],
  texts: readonly string[],
  filter: Filter,
): number[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const passes = (family: FamilyRecord, index: number) =>
    (filter.type === "" || family.type === filter.type) &&
    (filter.strategy === "" || family.strategy === filter.strategy) &&
    (filter.scope === "" || family.scope === filter.scope) &&
    words.every((word) => texts[index]!.includes(word));
  return families.flatMap((family, index) => (passes(family, index) ? [index] : []));
}

/** The same indexes ordered by a column; families that tie keep payoff order. Numbers go from large to small, words from a to z. */
export function sortFamilies(
  families: readonly FamilyRecord[],
  indexes: readonly number[],
  key: SortKey,
): number[] {
  if (key === "payoff") return [...indexes].sort((a, b) => a - b);
  const value = (index: number) => sortValue(families[index]!, key);
  return [...indexes].sort((a, b) => {
    const left = value(a);
    const right = value(b);
    if (typeof left === "number" && typeof right === "number") return right - left || a - b;
    return left < right ? -1 : left > right ? 1 : a - b;
  });
}

function sortValue(family: FamilyRecord, key: Exclude<SortKey, "payoff">): number | string {
  switch (key) {
    case "members":
      return family.members.length;
    case "where":
      return family.members[0]?.file ?? "";
    default:
      return family[key];
  }
}
