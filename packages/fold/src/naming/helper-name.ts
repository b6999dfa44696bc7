import { wordForOpposites } from "./opposites.ts";

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
export const VERBS: ReadonlySet<string> = new Set(
  (
    "acquire activate add alloc apply arm attach bind build calc change check cleanup clear close cmd commit compute config " +
    "configure convert copy count create deactivate decode del destroy detach detect disable do drain dump enable encode enter " +
    "erase event exec exit fetch fill find fini fire flush format free generate get handle handler init insert interrupt ioctl " +
    "irq isr kick latch link load lock lookup map mark match measure mux notify open pack parse pause poll populate post power " +
    "prepare print probe process program push put query read recover recv refill register release remove replace report request " +
    "reset resolve restart restore resume retrieve rotate run rx sample save scan schedule select send set setup show shutdown " +
    "sleep start stop store submit suspend swap switch sync teardown test toggle transfer translate transmit trigger tune tx " +
    "unbind unlink unload unlock unmap unmask unpack unregister update validate verify wait wake walk warn write xmit zero"
  ).split(" "),
);

/** Verbs that say too little when they stand alone behind the driver's name. */
const GENERIC: ReadonlySet<string> = new Set(
  "do exit get init probe read remove set show store write".split(" "),
);

/**
 * Names for a helper, best first, from what its members' names share: the words (split at `_`) that all of them hold
 * in the same order, numbers at a word's end aside. `foo_get_temp1_max`, `foo_get_temp2_max` ->
 * `foo_get_temp_max`; `foo_suspend`, `foo_freeze` -> `foo_suspend_common`. A word for both of two opposites ends it:
 * `foo_wdt_start`, `foo_wdt_stop` -> `foo_wdt_set_state`; members that are all alike (`isAlike`) are no opposites,
 * whatever they are called. Names without a word in common get the driver's name in front.
 */
export function suggestNames(members: readonly string[], driver: string, isAlike = false): string[] {
  const isOne = new Set(members).size === 1;
  const same = isOne && members[0].startsWith(driver.split("_")[0]) ? [members[0]] : [];
  // `FAN_TO_REG` of several drivers: a function of all of them says whose it is, and is no macro.
  const ours = isOne && same.length === 0 ? [`${driver}_${inSmall(members[0].replace(/^_+/, ""))}`] : [];
  const words = members.map((name) => name.replace(/^_+/, "").split("_").filter(Boolean));
  const shared = sharedWords(words);
  while (DANGLING.has(shared.at(-1) ?? "")) shared.pop();
  const first = members[0].replace(/^_+/, "");
  const stem = shared.join("_");
  // `yas530_dump`, `yas537_dump` begin with the same word, numbers aside.
  const isShared = words.every(
    ([head]) => head === words[0][0] || (shared.length > 0 && sharedWord(head, words[0][0]) === shared[0]),
  );
  const own = ownWords(isShared ? shared.slice(1) : shared, driver);
  const isVerbal = own.some((word) => VERBS.has(word));
  const isWhole = isVerbal || own.includes("common");
  const isOwned = isShared || shared[0] === driver.split("_")[0];
  const owned = isOwned ? stem : `${driver}_${stem}`;
  const isPlain = isWhole && (!isOwned || own.some((word) => !GENERIC.has(word)));
  const plain = isPlain ? [owned] : [];
  const good = shared.length >= (isOwned ? 2 : 1) && own.length > 0 ? [...plain, `${owned}_common`] : [];
  const toggled =
    isVerbal || isAlike ? undefined : wordForOpposites(words.flatMap((list) => withoutWords(list, shared)));
  const opposite = toggled !== undefined && isShared ? [`${stem}_${toggled}`] : [];
  const both = words.length === 2 ? words.map((list) => withoutWords(list, shared)) : [];
  const joined =
    isShared && both.length === 2 && both.every((list) => list.length === 1)
      ? [[stem, ...both.flat()].join("_")]
      : [];
  const isDrivers = words[0][0] === driver.split("_")[0];
  const common = isOwned || isDrivers ? `${first}_common` : `${driver}_${first}_common`;
  return [...same, ...ours, ...opposite, ...good, ...joined, common, `__${common}`].filter(
    (name, i, all) => all.indexOf(name) === i,
  );
}

/** A name in capitals is a macro's. */
function inSmall(name: string): string {
  return name === name.toUpperCase() ? name.toLowerCase() : name;
}

/** What a name has beside the shared words. */
function withoutWords(list: readonly string[], shared: readonly string[]): string[] {
  return list.filter((word) => !shared.includes(word));
}

/** Words that are not the driver's own name. */
function ownWords(words: readonly string[], driver: string): string[] {
  return words.filter((word) => !driver.split("_").includes(word));
}

/** Words that all names hold in the same order; `temp1` and `temp2` share `temp`. */
function sharedWords(words: readonly (readonly string[])[]): string[] {
  return words.slice(1).reduce<string[]>((shared, next) => longestCommon(shared, next), [...words[0]]);
}

/** The longest common subsequence of two lists of words. */
function longestCommon(a: readonly string[], b: readonly string[]): string[] {
  const best: string[][][] = Array.from({ length: a.length + 1 }, () =>
    Array.from({ length: b.length + 1 }, () => []),
  );
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const word = sharedWord(a[i], b[j]);
      const [skipA, skipB] = [best[i + 1][j], best[i][j + 1]];
      const skip = skipA.length >= skipB.length ? skipA : skipB;
      const take = word ? [word, ...best[i + 1][j + 1]] : [];
      best[i][j] = take.length > skip.length ? take : skip;
    }
  }
  return best[0][0];
}

function sharedWord(a: string, b: string): string | undefined {
  if (a === b) return a;
  const stem = a.replace(/\d+$/, "");
  return stem.length > 1 && stem === b.replace(/\d+$/, "") ? stem : undefined;
}

/** A driver's name from its file, for names in C: `drivers/leds/blink/leds-lm3642.c` -> `lm3642`. */
export function driverName(path: string): string {
  return driverLabel(path).replace(/-/g, "_");
}

/** The same as subjects of patches write it, with the file's own hyphens; a driver in many files is named by its folder. */
export function driverLabel(path: string): string {
  const folders = path.split("/").slice(0, -1);
  const base = path.slice(path.lastIndexOf("/") + 1).replace(/\.[ch]$/, "");
  const isBefore = (folder: string): boolean =>
    base.startsWith(`${folder}-`) || base.startsWith(`${folder}_`);
  const own = folders.at(-1);
  if (own !== undefined && folders.length > 2 && isBefore(own)) return own;
  const folder = folders.find(isBefore);
  const short = (folder ? base.slice(folder.length + 1) : base).replace(/[-_](?:core|main)$/, "");
  return /^[a-zA-Z]/.test(short) ? short : base;
}
