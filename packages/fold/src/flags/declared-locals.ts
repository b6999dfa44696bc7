import type { FoldMember } from "../members/fold-member.ts";
import { declaredName } from "../syntax/declarator.ts";
import { leavesOf, type Term, walkTerm } from "../syntax/term.ts";

/** How each local of a function is declared, by its number: type, declarator and value, its own name left out. */
export function declaredLocals({ term, names }: FoldMember): Map<number, string> {
  const locals = new Map<number, string>();
  walkTerm(term, (part) => {
    if (part.type !== "declaration") return;
    const type = part.children.filter((child) => child.field !== "declarator" && child.named).map(wordsOf);
    for (const declarator of part.children.filter((child) => child.field === "declarator")) {
      const name = declaredName(declarator);
      const id = name && names.at.get(name.start);
      if (id === undefined) continue;
      const shape = leavesOf(declarator).map((leaf) => (leaf.start === name!.start ? "" : leaf.text));
      locals.set(id, [...type, ...shape].join(" "));
    }
  });
  return locals;
}

function wordsOf(term: Term): string {
  return leavesOf(term)
    .map(({ text }) => text)
    .join(" ");
}
