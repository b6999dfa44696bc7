import type { LoadedFamily } from "../families/loaded-family.ts";
import type { FoldMember } from "../members/fold-member.ts";
import type { MacroTable } from "../members/macro-table.ts";
import { rememberWith } from "../memo/remember.ts";
import { parameterNames } from "../print/call-text.ts";
import { namesItselfOtherwise } from "../print/helper-text.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { findUnsafeConstruct } from "../refuse/find-unsafe-construct.ts";

/** Why a member's code cannot stand in another function; undefined when all members' can. */
export function refuseMembers({ members, scopes }: LoadedFamily): Refusal | undefined {
  for (const [i, member] of members.entries()) {
    const refusal = refuseMember(member, scopes[i].macros);
    if (refusal) return refusal;
  }
  return undefined;
}

/** Asked for every strategy and for every part of a family that the member is tried in. */
const refuseMember = rememberWith((member: FoldMember, macros: MacroTable): Refusal | undefined => {
  const unsafe = findUnsafeConstruct(member, macros);
  if (unsafe) return unsafe;
  const name = `${member.member.function}()`;
  if (!parameterNames(member)) return refuse("not-parsed", `${name} has a parameter without a name.`);
  if (namesItselfOtherwise(member)) return refuse("recursive-function", `${name} uses its own address.`);
  return refuseTwins(member);
});

/** A function that a file defines twice, under conditions, is one of several: the fold would change only this one. */
export function refuseTwins({ member, file, span }: FoldMember): Refusal | undefined {
  const same = file.functions.filter(({ name }) => name === span.name);
  return same.length > 1
    ? refuse("configuration-differs", `${file.path} defines ${member.function}() more than once.`)
    : undefined;
}
