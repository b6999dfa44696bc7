import type { FoldMember } from "../members/fold-member.ts";
import { distinct, joinNames, listNames } from "../message/list-names.ts";
import type { FoldProse } from "../place/fold-design.ts";
import type { MacroHoleKind } from "./macro-hole.ts";
import type { MacroPlan } from "./plan-macro.ts";

const SAID: Readonly<Record<MacroHoleKind, string>> = {
  function: "their names",
  callee: "the functions called",
  field: "the struct members used",
  type: "the types used",
  value: "the values used",
};

/** What C does not let a function take. */
const BEYOND_FUNCTIONS: Partial<Record<MacroHoleKind, string>> = { field: "struct members", type: "types" };

/** The mail of a fold into a macro. */
export function macroProse(members: readonly FoldMember[], { holes, parameters }: MacroPlan): FoldProse {
  const names = distinct(members.map(({ member }) => `${member.function}()`));
  const lines = Math.max(...members.map(({ span }) => span.endLine - span.startLine + 1));
  const differing = joinNames(distinct(holes.map(({ hole }) => SAID[hole.kind])));
  const files = distinct(members.map(({ member }) => member.file.split("/").at(-1)!));
  const subject =
    names.length === 1
      ? `${names[0]} stands in ${joinNames(files)} and differs`
      : `${listNames(names)} differ`;
  const beyond = distinct(holes.flatMap(({ hole }) => BEYOND_FUNCTIONS[hole.kind] ?? []));
  const why =
    beyond.length === 0 ? "" : ` ${capitalise(joinNames(beyond))} cannot be parameters of a function.`;
  return {
    action: (helper) => `Generate repeated functions with ${helper}()`,
    shortAction: "Generate repeated functions with a macro",
    paragraphs: (helper) => [
      `${subject} only in ${differing}, in ${lines} lines each.${why}`,
      `Define them with ${helper}(), which takes ${joinNames(parameters.map(({ name }) => name))}. Every function keeps its name and its linkage, so declarations, calls and tables stay as they are.`,
    ],
  };
}

function capitalise(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
