const MOST_NAMES = 4;

/** What a masked equality did not compare, in words for the patch's reader. */
export function describeMasked(differences: readonly { readonly label: string }[]): string {
  const names = [...new Set(differences.map((difference) => difference.label))];
  const shown = names.slice(0, MOST_NAMES).join("`, `");
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return `Equal but for function names: records of call sites (printk index, dynamic debug) or the name of the shared function itself differ in \`${shown}\`${more}.`;
}
