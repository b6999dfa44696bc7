import type { MaskedNames } from "./masked-names.ts";

/** Compares with names masked and, when that does not make two sides equal, with constant tables by content too. */
export function compareMasked<Difference>(
  names: MaskedNames,
  compare: (mask: MaskedNames) => readonly Difference[],
): readonly [MaskedNames, readonly Difference[]] {
  const differences = compare(names);
  if (differences.length === 0) return [names, differences];
  const merging = { ...names, mergesTables: true };
  return compare(merging).length === 0 ? [merging, []] : [names, differences];
}
