import type { MaskedNames } from "./masked-names.ts";

const MOST_NAMES = 4;

/** What a masked equality did not compare, in words for the patch's reader. */
export function describeMasked(names: MaskedNames): string {
  const all = [...names.callSites].sort();
  const shown = all.slice(0, MOST_NAMES).map((name) => `\`${name}\``);
  const more = all.length > MOST_NAMES ? ` and ${all.length - MOST_NAMES} more` : "";
  const tables = names.mergesTables ? "; equal constant tables of theirs became one" : "";
  return `Equal but for names of static functions (${shown.join(", ")}${more}), as printk's index, dynamic debug and the symbol table show them${tables}.`;
}
