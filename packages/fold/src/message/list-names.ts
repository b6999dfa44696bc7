/** Each item once, in order of first appearance. */
export function distinct(items: readonly string[]): string[] {
  return [...new Set(items)];
}

/** `a, b and c`; of more than four names three and a count. */
export function listNames(names: readonly string[]): string {
  return joinNames(names.length <= 4 ? names : [...names.slice(0, 3), `${names.length - 3} more functions`]);
}

/** `a, b and c`. */
export function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
