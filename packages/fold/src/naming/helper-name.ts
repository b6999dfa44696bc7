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

/** Words that end no name. */
const DANGLING: ReadonlySet<string> = new Set([
  "for",
  "to",
  "of",
  "by",
  "with",
  "and",
  "or",
  "from",
  "in",
  "on",
  "is",
  "as",
  "at",
]);

/** Words that say what a function does; a name without one gets `_common`. */
const VERBS: ReadonlySet<string> = new Set(
  (
    "add alloc apply build calc change check cleanup clear close cmd compute config configure convert create del destroy " +
    "disable do dump enable enter event exec exit fill find fini free get handle handler init interrupt ioctl irq isr load lookup " +
    "map open parse poll post prepare print probe process put query read recv register release remove report request " +
    "reset resume run select send set setup show start stop store suspend switch test toggle update unlock unmap " +
    "unregister validate verify wait write xmit"
  ).split(" "),
);

/** All suggestions, best first. */
export function suggestNames(members: readonly string[], driver: string): string[] {
  const words = members.map((name) => name.replace(/^_+/, "").split("_").filter(Boolean));
  const shared = sharedWords(words);
  while (DANGLING.has(shared.at(-1) ?? "")) shared.pop();
  const first = members[0].replace(/^_+/, "");
  const stem = shared.join("_");
  const own = ownWords(shared, driver);
  const isVerbal = own.some((word) => VERBS.has(word));
  const isWhole = isVerbal || own.includes("common");
  const isOwned = words.every((list) => list[0] === words[0][0]) || shared[0] === driver.split("_")[0];
  const owned = isOwned ? stem : `${driver}_${stem}`;
  const plain = own.length >= (isOwned ? 2 : 1) && isWhole ? [owned] : [];
  const good = shared.length >= (isOwned ? 2 : 1) && own.length > 0 ? [...plain, `${owned}_common`] : [];
  const isDrivers = words[0][0] === driver.split("_")[0];
  const common = isOwned || isDrivers ? `${first}_common` : `${driver}_${first}_common`;
  return [...good, common, `__${common}`].filter(
    (name, i, all) => all.indexOf(name) === i && !members.includes(name),
  );
}

/** Words that are not the driver's own name. */
function ownWords(words: readonly string[], driver: string): string[] {
  return words.filter((word, i) => i > 0 || !driver.split("_").includes(word));
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
