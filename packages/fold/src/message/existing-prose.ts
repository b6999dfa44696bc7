import type { FoldMember } from "../members/fold-member.ts";
import type { FoldProse } from "../place/fold-design.ts";
import { distinct, joinNames, listNames } from "./list-names.ts";

/** The mail of members that are a function which the tree has already. */
export function existingProse(members: readonly FoldMember[], helper: FoldMember): FoldProse {
  const names = distinct(members.map(({ member }) => `${member.function}()`));
  const { name } = helper.span;
  const verb = names.length === 1 ? "repeats" : "repeat";
  return {
    action: () => `Use ${name}()`,
    shortAction: "Use a function that the kernel has already",
    paragraphs: (_, removed) => [
      `${listNames(names)} ${verb} ${name}() of ${helper.file.path}, but for names of locals and layout.`,
      removed.length === names.length
        ? "Call that instead."
        : `Call that instead${removed.length === 0 ? "" : `, also where ${joinNames(removed.map((each) => `${each}()`))} stood`}; functions that others point to stay and pass their arguments on.`,
    ],
  };
}
