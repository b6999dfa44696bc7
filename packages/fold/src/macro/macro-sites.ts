import type { CText } from "@kindred/c-source";
import { attachedComment } from "../members/attached-comment.ts";
import type { FoldMember } from "../members/fold-member.ts";
import type { MemberSite } from "../place/fold-design.ts";
import type { FoldOperation } from "../place/fold-operation.ts";
import { memberSite } from "../place/member-site.ts";
import { wrapList } from "../print/wrap-list.ts";
import type { MacroPlan } from "./plan-macro.ts";

/** The members as uses of the macro; uses of functions that stood one behind the other are lines of one block. */
export function macroSites(members: readonly FoldMember[], plan: MacroPlan): MemberSite[] {
  const useOf = (name: string, index: number): CText =>
    wrapList(
      `${name}(`,
      plan.parameters.map(({ values }) => values[index]),
      ")",
    );
  return members.map((member, i): MemberSite => {
    const run = runFrom(members, i);
    const uses = (name: string): CText => run.map((index) => useOf(name, index)).join("\n");
    const site = memberSite(member, undefined, uses);
    if (members.some((other) => isRightBehind(other, member))) {
      return { ...site, leave: () => [{ kind: "remove", function: member.span.name }] };
    }
    return { ...site, leave: (name) => [replaceByUses(member, uses(name))] };
  });
}

/** The member and those that stand right behind it, one after the other. */
function runFrom(members: readonly FoldMember[], first: number): number[] {
  const run = [first];
  for (;;) {
    const next = members.findIndex((member) => isRightBehind(members[run.at(-1)!], member));
    if (next < 0) return run;
    run.push(next);
  }
}

/** Whether nothing but white space stands between two functions. */
function isRightBehind(before: FoldMember, behind: FoldMember): boolean {
  return (
    before.file === behind.file &&
    before.span.end <= behind.span.start &&
    before.file.text.slice(before.span.end, behind.span.start).trim() === ""
  );
}

/** A kernel-doc comment can only stand above a function: it becomes a plain one. */
function replaceByUses({ file, span }: FoldMember, uses: CText): FoldOperation {
  const range = attachedComment(file, span.start);
  const comment = range && file.text.slice(range.start, range.end);
  const plain = comment?.startsWith("/**") ? `/*${comment.slice(3).trimEnd()}\n` : undefined;
  return {
    kind: "replace",
    function: span.name,
    text: (plain ?? "") + uses,
    withComment: plain !== undefined,
  };
}
