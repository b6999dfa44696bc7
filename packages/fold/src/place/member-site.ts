import type { CText } from "@kindred/c-source";
import { attachedComment } from "../members/attached-comment.ts";
import type { FoldMember } from "../members/fold-member.ts";
import type { MemberSite } from "./fold-design.ts";

/** The site of a member that is a whole function: its definition is replaced, its comment stays. */
export function memberSite(
  member: FoldMember,
  extraArguments: readonly CText[] | undefined,
  textWith: (helper: string) => CText,
): MemberSite {
  const { file, span } = member;
  return {
    member,
    start: attachedComment(file, span.start)?.start ?? span.start,
    end: span.end,
    extraArguments,
    leave: (helper) => [{ kind: "replace", function: span.name, text: textWith(helper), withComment: false }],
  };
}
