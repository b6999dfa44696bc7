import type { CText } from "@kindred/c-source";

/** Values as a comment lists them: each once, of more than four three and "another". */
export function listShown(values: readonly CText[]): string {
  const distinct = [...new Set(values)];
  if (distinct.length === 1) return distinct[0];
  const shown = distinct.length <= 4 ? distinct : [...distinct.slice(0, 3), "another"];
  return `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
}
