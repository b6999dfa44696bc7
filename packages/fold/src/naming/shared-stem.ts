/** Fewer letters than this name nothing. */
const SHORTEST = 3;

/** What the names of files begin with alike, numbers at its end aside (`adt7411.c`, `adt7462.c`: `adt`); else their innermost common folder's name. */
export function sharedStem(paths: readonly string[]): string {
  const bases = paths.map((path) => path.slice(path.lastIndexOf("/") + 1).replace(/\.[ch]$/, ""));
  const stem = startOf(bases.map((base) => [...base]))
    .join("")
    .replace(/[-_\d]+$/, "");
  if (stem.length >= SHORTEST && /^[A-Za-z]/.test(stem)) return stem;
  return commonFolder(paths).replace(/.*\//, "");
}

/** The innermost folder above all paths. */
export function commonFolder(paths: readonly string[]): string {
  return startOf(paths.map((path) => path.split("/").slice(0, -1))).join("/");
}

/** What all lists begin with. */
function startOf(lists: readonly (readonly string[])[]): readonly string[] {
  const [first] = lists;
  const end = first.findIndex((item, i) => lists.some((list) => list[i] !== item));
  return first.slice(0, end < 0 ? undefined : end);
}
