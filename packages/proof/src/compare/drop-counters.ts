/**
 * Names without the numbers that `__COUNTER__` (and, in initcalls, `__LINE__`) gave them: the kernel makes
 * them unique so, and one more use above shifts them all. Works on a name and on assembly full of names.
 */
export function dropCounters(text: string): string {
  return text
    .replace(/\b(__UNIQUE_ID_\w*?)\d+(?!\w)/g, "$1#")
    .replace(/\b(__initcall__\w*?__)\d+_\d+_(?=\w)/g, "$1#_#_");
}
