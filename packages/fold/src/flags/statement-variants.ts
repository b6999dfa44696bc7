import type { NamePairs } from "../anti-unify/name-pairs.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { cTokens } from "../syntax/c-tokens.ts";
import type { Term } from "../syntax/term.ts";

/**
 * What each member has at a place, told apart by the tokens of the real text: the empty text for nothing. Locals
 * that are paired count as the same; a local that no other member has counts by its spelling, and its declaration,
 * which is a difference of its own, is compared in the same way.
 */
export function variantsOf({ node }: HolePlace, members: readonly FoldMember[], pairs: NamePairs): string[] {
  return node.terms.map((term, i) => (term ? variantOf(term, i, members[i], pairs) : ""));
}

function variantOf(term: Term, index: number, member: FoldMember, pairs: NamePairs): string {
  return cTokens(member.text.slice(term.start, term.end))
    .map(({ text, start }) => {
      const id = member.names.at.get(term.start + start);
      if (id === undefined) return text;
      const first = pairs.partner(id, index, 0);
      return first === undefined ? `\x02${text}` : `\0${first}`;
    })
    .join("\x01");
}
