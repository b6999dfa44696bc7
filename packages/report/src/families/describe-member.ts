import type { Family, Member } from "@kindred/clones";
import { cleanLine } from "../format/clean-text.ts";
import { countOf, formatSimilarity } from "../format/format-number.ts";
import { sameAs } from "./same-as.ts";

/** A sentence that tells, at one member, what it is alike to and what a fold would do. */
export function describeMember(family: Family, member: Member): string {
  const part = family.grain === "fragment" ? "a part of " : "";
  const others = family.members.filter((each) => each !== member);
  const first = others[0];
  const alike =
    first === undefined
      ? "has no other member"
      : `is ${formatSimilarity(family.similarity)} like ${first.function}() (${first.file}:${first.startLine})` +
        (others.length > 1 ? ` and ${others.length - 1} more` : "");
  const helper = family.existingHelper === undefined ? "" : ` (${sameAs(family.existingHelper)})`;
  const payoff = `family ${family.id}, ${family.strategy}${helper} would remove ${countOf(family.removableLines, "line")}`;
  return cleanLine(`${part}${member.function}() ${alike}; ${payoff}`);
}
