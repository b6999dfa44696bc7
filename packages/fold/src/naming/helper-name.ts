/**
 * A helper's name from what its members' names share: words (split at `_`) that all begin with, then words that all
 * end with; between them what the differing words share but for digits. `foo_get_temp1_max`, `foo_get_temp2_max` ->
 * `foo_get_temp_max`; `foo_suspend`, `foo_freeze` -> `foo_suspend_common`. Names without a word in common get the
 * driver's name in front. Suggestions come best first; the first that is free is taken.
 */
export function nameHelper(
  members: readonly string[],
  driver: string,
  isFree: (name: string) => boolean,
): string | undefined {
  return suggestNames(members, driver).find(isFree);
}

/** Weak words: a name made of these alone says nothing. */
const WEAK: ReadonlySet<string> = new Set([
  "get",
  "set",
  "read",
  "write",
  "show",
  "store",
  "do",
  "is",
  "to",
  "of",
  "probe",
  "init",
  "exit",
  "remove",
]);

/** All suggestions, best first. */
export function suggestNames(members: readonly string[], driver: string): string[] {
  const words = members.map((name) => name.replace(/^_+/, "").split("_").filter(Boolean));
  const shared = sharedWords(words);
  const first = members[0].replace(/^_+/, "");
  const stem = shared.join("_");
  const withDriver = stem.startsWith(driver) ? stem : `${driver}_${stem}`;
  const good = isGood(shared, driver) ? [stem, `${stem}_common`, `__${stem}`] : [];
  const prefixed = shared.length > 0 && withDriver !== stem && withDriver !== driver ? [withDriver] : [];
  const ownCommon = first.startsWith(driver) ? `${first}_common` : `${driver}_${first}_common`;
  return [...good, ...prefixed, `${first}_common`, ownCommon, `__${first}_common`].filter(
    (name, i, all) => all.indexOf(name) === i && !members.includes(name),
  );
}

function sharedWords(words: readonly (readonly string[])[]): string[] {
  const shortest = Math.min(...words.map((list) => list.length));
  const agree = (at: (list: readonly string[]) => string | undefined): boolean =>
    words.every((list) => at(list) === at(words[0]));
  let prefix = 0;
  while (prefix < shortest && agree((list) => list[prefix])) prefix++;
  let suffix = 0;
  while (suffix < shortest - prefix && agree((list) => list.at(-1 - suffix))) suffix++;
  const middles = words.map((list) => list.slice(prefix, list.length - suffix));
  const stem = middles.every((middle) => middle.length === 1)
    ? sharedStem(middles.map(([word]) => word))
    : "";
  const head = words[0].slice(0, prefix);
  const tail = suffix > 0 ? words[0].slice(-suffix) : [];
  return [...head, ...(stem ? [stem] : []), ...tail];
}

/** `temp1`, `temp2`: `temp`. */
function sharedStem(words: readonly string[]): string {
  const stems = words.map((word) => word.replace(/\d+$/, ""));
  return stems[0].length > 1 && stems.every((stem) => stem === stems[0]) ? stems[0] : "";
}

/** At least two words, one of which is neither weak nor the driver's own name. */
function isGood(words: readonly string[], driver: string): boolean {
  const own = words.filter((word) => !driver.split("_").includes(word));
  return (
    words.length >= 2 &&
    own.some((word) => !WEAK.has(word) && !/^\d+$/.test(word)) &&
    /^[a-zA-Z]/.test(words[0])
  );
}

/** A driver's name from its file: `drivers/leds/leds-lm3642.c` -> `lm3642`. */
export function driverName(path: string): string {
  const parts = path.split("/");
  const base = parts
    .at(-1)!
    .replace(/\.[ch]$/, "")
    .replace(/-/g, "_");
  const folder = parts.at(-2)?.replace(/-/g, "_");
  const short = folder && base.startsWith(`${folder}_`) ? base.slice(folder.length + 1) : base;
  return /^[a-zA-Z]/.test(short) ? short : base;
}
