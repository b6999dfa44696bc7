import { KEYWORDS } from "../holes/name-parameter.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { driverLabel } from "../naming/helper-name.ts";

/** Opposite words; the first is what a flag is called that is true for it. Data. */
const OPPOSITES: readonly (readonly [string, string])[] = (
  "enable/disable set/clear set/unset set/reset set/get on/off start/stop add/del add/delete add/remove up/down lock/unlock mask/unmask " +
  "attach/detach bind/unbind connect/disconnect register/unregister activate/deactivate assert/deassert open/close " +
  "map/unmap alloc/free suspend/resume write/read send/recv inc/dec create/destroy join/leave get/put push/pop " +
  "insert/remove prepare/unprepare arm/disarm allow/deny show/hide acquire/release grant/revoke load/unload in/out"
)
  .split(" ")
  .map((pair) => pair.split("/") as unknown as readonly [string, string]);

/** A flag's name, and for which members it is true. */
export interface NamedFlag {
  readonly name: string;
  readonly isTrue: readonly boolean[];
}

/**
 * Names a flag by what the functions' names, or else their files', say about the members on one side and not about
 * the others: `enable`, `is_tx`. Undefined when they say nothing: a flag that nobody can read the use of is none.
 */
export function nameFlag(
  members: readonly FoldMember[],
  division: readonly boolean[],
  isPresent: (member: number) => boolean,
  taken: ReadonlySet<string>,
): NamedFlag | undefined {
  const sources = [
    members.map(({ span }) => wordsOf(span.name)),
    members.map(({ file }) => wordsOf(driverLabel(file.path).replace(/-/g, "_"))),
  ];
  const other = division.map((side) => !side);
  const presence = members.map((_, i) => isPresent(i));
  const preferred = same(presence, other) ? [other, division] : [division, other];
  for (const words of sources) {
    const named = byOpposites(words, [division, other]) ?? byWord(words, preferred);
    if (named && !taken.has(named.name)) return named;
  }
  return undefined;
}

function byOpposites(
  words: readonly (readonly string[])[],
  sides: readonly (readonly boolean[])[],
): NamedFlag | undefined {
  for (const side of sides) {
    const [mine, others] = [
      ownWords(words, side),
      ownWords(
        words,
        side.map((each) => !each),
      ),
    ];
    const pair = OPPOSITES.find(([yes, no]) => mine.includes(yes) && others.includes(no));
    if (pair) return { name: KEYWORDS.has(pair[0]) ? `do_${pair[0]}` : pair[0], isTrue: side };
  }
  return undefined;
}

function byWord(
  words: readonly (readonly string[])[],
  sides: readonly (readonly boolean[])[],
): NamedFlag | undefined {
  for (const side of sides) {
    const word = ownWords(words, side).find((each) => /^[a-z][a-z0-9]+$/.test(each) && !EMPTY.has(each));
    if (word) return { name: `is_${word}`, isTrue: side };
  }
  return undefined;
}

/** Words that tell no kind of thing. */
const EMPTY: ReadonlySet<string> = new Set("the for with and from common do core main drv driver".split(" "));

/** Words that all members of a side have and no other member has. */
function ownWords(words: readonly (readonly string[])[], side: readonly boolean[]): string[] {
  const mine = words.filter((_, i) => side[i]);
  const others = words.filter((_, i) => !side[i]);
  return mine[0].filter(
    (word) => mine.every((list) => list.includes(word)) && !others.some((list) => list.includes(word)),
  );
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().split("_").filter(Boolean);
}

function same(a: readonly boolean[], b: readonly boolean[]): boolean {
  return a.every((side, i) => side === b[i]);
}
