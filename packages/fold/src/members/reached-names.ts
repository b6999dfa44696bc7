/** More names than this come of code that is a program of its own. */
const MOST_NAMES = 2000;

/** Names, those that each of them leads to, and so on. */
export function reachedNames(
  names: ReadonlySet<string>,
  leadsTo: (name: string) => Iterable<string>,
): ReadonlySet<string> {
  const reached = new Set(names);
  for (const name of reached) {
    if (reached.size > MOST_NAMES) break;
    for (const inner of leadsTo(name)) reached.add(inner);
  }
  return reached;
}
