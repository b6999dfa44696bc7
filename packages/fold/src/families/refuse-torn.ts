import { type CheckedMember, findTornToken } from "../anti-unify/check-skeleton.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { remember } from "../memo/remember.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { LoadedFamily } from "./loaded-family.ts";

/** What the parser did not see: annotations, and arguments of macros that the profile rewrote. */
export const refuseTorn = remember(({ unifier, members }: LoadedFamily): Refusal | undefined => {
  const torn = findTornToken(unifier, members.map(checkedMember));
  if (torn === undefined) return undefined;
  const word = /^\w+|^./.exec(members[0].plainText.slice(torn))?.[0] ?? "the end";
  return torn < members[0].span.bodyStart - members[0].span.start
    ? refuse("attributes-differ", `The members' declarations differ in annotations (at ${word}).`)
    : refuse(
        "macro-hides-difference",
        `The members differ at ${word}, inside a macro that the parser doesn't see into.`,
      );
});

/** One object a member, whatever part of its family is looked at: its tokens are kept with it. */
const checkedMember = remember(
  ({ plainText, names }: FoldMember): CheckedMember => ({ text: plainText, names }),
);
