import type { CText } from "@kindred/c-source";
import { nameParameter } from "../holes/name-parameter.ts";
import type { Term } from "../syntax/term.ts";
import type { MacroHole } from "./macro-hole.ts";

const BY_KIND = { function: "name", callee: "fn", field: "field", type: "type" } as const;

/** A name for a macro's argument, with the underscore that the kernel's macros have: no word of the function bears it. */
export function nameMacroParameter(
  hole: MacroHole,
  values: readonly CText[],
  taken: ReadonlySet<string>,
): string {
  // checkpatch passes over an argument of this name, which is the only one that cannot be put in parentheses.
  if (hole.kind === "type" && !taken.has("type")) return "type";
  const isConstant = hole.kind === "value" || (hole.kind === "callee" && values.every(isCapital));
  const stem = isConstant ? valueName(hole, values) : BY_KIND[hole.kind as keyof typeof BY_KIND];
  const isFree = (name: string): boolean => !taken.has(name);
  if (isFree(`_${stem}`)) return `_${stem}`;
  for (let i = 2; ; i++) if (isFree(`_${stem}${i}`)) return `_${stem}${i}`;
}

/** `FOO_REG` of `FOO_REG(nr)`: a register that is worked out, not a function. */
function isCapital(value: CText): boolean {
  return !/[a-z]/.test(value);
}

function valueName({ places, values: whole }: MacroHole, values: readonly CText[]): string {
  if (values !== whole && values.every((value) => /^[A-Z]/.test(value))) return "NAME";
  if (values.every((value) => value.includes('"') && value.includes(" "))) return "msg";
  const terms = places[0].node.terms as readonly Term[];
  return nameParameter(places, terms, new Set());
}
