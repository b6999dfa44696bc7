import type { LoadedFamily } from "../families/loaded-family.ts";
import type { HoleParameter } from "../holes/hole-parameters.ts";
import { isKeyword, nameParameter } from "../holes/name-parameter.ts";
import { leavesOf, type Term } from "../syntax/term.ts";

/** Names that say nothing of a value. */
const IDLE = /^(?:val|value|data|arg|tmp|ret|fn|callback|x|v|i)?\d*$/;
/** What says something when it is the value's own name, or stands behind another word. */
const ROLE = /^(?:name|bits|offset|factor|index|shift|mask|divisor|reg|flag|flags)\d*$/;
const MOST_WORDS = 4;

/**
 * The name of a field of constant data: what the values' names share beside words that say which chip
 * (`ONYX_CTRL`, `OPAL_CTRL`: `ctrl`), else the name of what a value is given to, else its role behind the function's own
 * words (`start_mask`). Undefined when nothing tells.
 */
export function nameField(
  value: HoleParameter,
  loaded: LoadedFamily,
  chipWords: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): string | undefined {
  const places = loaded.places[value.hole!];
  const terms = places[0].node.terms as readonly Term[];
  const role = value.name.replace(/\d+$/, "");
  const own = functionWords(loaded, chipWords);
  const shared = value.type.includes("(*)") ? undefined : sharedWords(terms, chipWords);
  const around = nameParameter(places, terms, new Set());
  const given = [role, around].filter((name) => !IDLE.test(name));
  const suggestions = [
    shared,
    ...given.filter((name) => !ROLE.test(name)),
    ...[shared, ...given].map((name) => (name === undefined ? undefined : qualify(own, name))),
  ];
  return suggestions.find(
    (name): name is string => name !== undefined && !IDLE.test(name) && !taken.has(name) && !isKeyword(name),
  );
}

function qualify(own: readonly string[], name: string): string | undefined {
  const words = own.filter((word) => !name.split("_").includes(word)).slice(-2);
  return words.length === 0 ? undefined : [...words, name].join("_");
}

/** Words that the functions' names share and that do not name the driver. */
function functionWords({ members }: LoadedFamily, chipWords: ReadonlySet<string>): string[] {
  const words = members.map(({ span }) => span.name.toLowerCase().split("_").filter(Boolean));
  return words[0].filter((word) => !chipWords.has(word) && words.every((list) => list.includes(word)));
}

/** The words that the names of constants share, behind what names the chip. */
function sharedWords(terms: readonly Term[], chipWords: ReadonlySet<string>): string | undefined {
  const words = terms.map((term) => {
    const names = leavesOf(term).filter((leaf) => leaf.type === "identifier");
    return names.length === 1 ? names[0].text.toLowerCase().split("_").filter(Boolean) : [];
  });
  const [first] = words;
  const shared = first.filter((word) => !chipWords.has(word) && words.every((list) => list.includes(word)));
  const told = shared.slice(-MOST_WORDS);
  while (told.length > 0 && !/^[a-z]/.test(told[0])) told.shift();
  return told.some((word) => /[a-z]{2}/.test(word)) ? told.join("_") : undefined;
}
