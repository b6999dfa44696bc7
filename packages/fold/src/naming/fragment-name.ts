import { suggestNames, VERBS } from "./helper-name.ts";

/** What a name for a run of statements can be made from. */
export interface FragmentWords {
  /** Functions that hold the run. */
  readonly hosts: readonly string[];
  /** The comment that introduces the run, as plain words. */
  readonly comment: string | undefined;
  /** The variable that the run works out, and hands back. */
  readonly result: string | undefined;
  /** The structure that most of its statements fill in. */
  readonly filled: string | undefined;
}

const FILLERS: ReadonlySet<string> = new Set(
  "a an the and or of for to from in on at by with into onto up if is are be we it its this that these those all any now then here so as our only also first next".split(
    " ",
  ),
);
const MOST_WORDS = 4;
/** Names that say nothing of what is in them. */
const VAGUE =
  /^(?:ret|err|rc|error|status|result|retval|res|val\w*|value|tmp\w*|temp|i|j|k|n|x|p|data|reg|dev|priv|hw|adapter|np|tp|db|lp|bp|sc|self|info|ptr|buf)$/;

/**
 * Names for a helper that holds a run of statements, best first: what the comment above it says that it does, what it
 * gives back, what it fills in, and at last a name from the functions that it stood in.
 */
export function suggestFragmentNames(words: FragmentWords, driver: string): string[] {
  const prefix = sharedPrefix(words.hosts) ?? driver;
  const said = words.comment === undefined ? undefined : commentName(words.comment, prefix);
  const telling = [
    said,
    words.result !== undefined && !VAGUE.test(words.result) ? `get_${words.result}` : undefined,
    words.filled !== undefined && !VAGUE.test(words.filled) ? `fill_${words.filled}` : undefined,
  ].filter((name) => name !== undefined);
  const hosts = [...new Set(words.hosts)];
  const fromHosts = suggestNames(hosts, driver).filter((name) => !hosts.includes(name));
  return [...telling.map((name) => `${prefix}_${name}`), ...fromHosts];
}

/** The word that all functions of a driver begin with. */
function sharedPrefix(hosts: readonly string[]): string | undefined {
  const first = hosts.map((name) => name.replace(/^_+/, "").split("_")[0]);
  const isShared = first.every((word) => word === first[0]) && hosts.every((name) => name.includes("_"));
  return isShared && first[0].length > 1 && !VERBS.has(first[0]) ? first[0] : undefined;
}

/** `Reset the PHY` -> `reset_phy`, when it begins with something that a function can do. */
function commentName(comment: string, prefix: string): string | undefined {
  const sentence = comment.split(/[.:;,(\n!?]/)[0].toLowerCase();
  if (/[^a-z0-9 _-]/.test(sentence)) return undefined;
  const words = sentence
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && word !== prefix && !FILLERS.has(word));
  const isName = words.length > 1 && words.length <= MOST_WORDS && VERBS.has(words[0]);
  return isName ? words.join("_") : undefined;
}
