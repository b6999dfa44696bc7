import type { Edit } from "@kindred/c-source";
import type { HolePlace } from "../holes/hole-place.ts";
import { childIn, type Term } from "../syntax/term.ts";

/** How a field reaches the helper: what is in it, a pointer to it, or, for an array, a pointer to its elements. */
export type FieldPassing = "value" | "pointer" | "elements";

/** Where a helper's text has a parameter instead of a field, and how that is passed. */
export interface FieldUse {
  readonly places: readonly HolePlace[];
  readonly passing: FieldPassing;
  /** Index of the members' own parameter that the helper has no more, when this is a field of it. */
  readonly insteadOf: number | undefined;
}

/** The changes in the text of a member that name the parameter for the field. */
export function fieldEdits({ places, passing }: FieldUse, name: string, body: number): Edit[] {
  return places.flatMap((place) => {
    const { start, end } = place.node.terms[body]!;
    return passing === "pointer" ? throughPointer(place, name, body) : [{ start, end, text: name }];
  });
}

/** `&x->f` becomes `f`, `x->f.g` becomes `f->g`, and `x->f` becomes `*f`. */
function throughPointer({ node, ancestors }: HolePlace, name: string, body: number): Edit[] {
  const term = node.terms[body]!;
  const around = ancestors.flatMap(({ terms }) => terms[body] ?? []).reverse();
  const outer = around.findIndex(({ type }) => type !== "parenthesized_expression");
  const whole = around[outer - 1] ?? term;
  const user = around[outer];
  if (user?.type === "pointer_expression" && childIn(user, "operator")?.text === "&")
    return [{ start: user.start, end: user.end, text: name }];
  const operator = user?.type === "field_expression" ? childIn(user, "operator") : undefined;
  if (operator?.text === ".") {
    return [
      { start: whole.start, end: whole.end, text: name },
      { start: operator.start, end: operator.end, text: "->" },
    ];
  }
  const text = isTight(term, around[0]) ? `(*${name})` : `*${name}`;
  return [{ start: term.start, end: term.end, text }];
}

/** Whether what stands around binds more tightly than `*`, or would make a comment of it. */
function isTight(term: Term, user: Term | undefined): boolean {
  if (!user) return false;
  const isPostfix = /^(?:subscript|field|update)_expression$/.test(user.type) && term.field !== "index";
  const isCallee = user.type === "call_expression" && term.field === "function";
  const isDivisor = term.field === "right" && childIn(user, "operator")?.text === "/";
  return isPostfix || isCallee || isDivisor || user.type === "sizeof_expression";
}
