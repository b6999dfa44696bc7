/*
 * A function may define constants and types for itself: `enum { NO, YES } answer;`. A helper stands outside of it and
 * knows neither these, nor can it name the type of a variable that is declared with them.
 */
import { declaredName } from "../syntax/declarator.ts";
import { childIn, leavesOf, type Term, walkTerm } from "../syntax/term.ts";
import type { Run } from "./run.ts";

/** A constant, a type, or a variable of such a type, that the function defines on one side of the run's bounds and uses on the other. */
export function findLocalMeaning({
  host,
  start,
  end,
}: Pick<Run, "host" | "start" | "end">): string | undefined {
  const defined = definitionsIn(host.term);
  if (defined.size === 0) return undefined;
  const isInside = (term: Term): boolean => term.start >= start && term.end <= end;
  return leavesOf(host.term).find((leaf) => {
    const definition = NAMES.has(leaf.type) ? defined.get(leaf.text) : undefined;
    return definition !== undefined && isInside(leaf) !== isInside(definition);
  })?.text;
}

/** Leaves that are no member of a structure. */
const NAMES: ReadonlySet<string> = new Set(["identifier", "type_identifier"]);

const TYPES: ReadonlySet<string> = new Set(["enum_specifier", "struct_specifier", "union_specifier"]);

/** Where a function defines each of the constants and types that are its own, and each variable of such a type. */
function definitionsIn(root: Term): ReadonlyMap<string, Term> {
  const defined = new Map<string, Term>();
  walkTerm(root, (term) => {
    const name = TYPES.has(term.type) && childIn(term, "body") ? childIn(term, "name") : undefined;
    const constant = term.type === "enumerator" ? childIn(term, "name") : undefined;
    for (const each of [name, constant]) if (each) defined.set(each.text, each);
    if (term.type !== "declaration" && term.type !== "type_definition") return;
    const type = childIn(term, "type");
    if (!type || !isOwnType(type, defined)) return;
    for (const child of term.children) {
      const isType = child.type === "type_identifier";
      const variable = child.field !== "declarator" ? undefined : isType ? child : declaredName(child);
      if (variable) defined.set(variable.text, variable);
    }
  });
  return defined;
}

/** Whether a type is defined right there, or was in the function before. */
function isOwnType(type: Term, defined: ReadonlyMap<string, Term>): boolean {
  return TYPES.has(type.type)
    ? childIn(type, "body") !== undefined || defined.has(childIn(type, "name")?.text ?? "")
    : defined.has(type.text);
}
