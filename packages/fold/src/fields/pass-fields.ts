import { type CText, type DeclaredType, isIntegerName, makeType } from "@kindred/c-source";
import { calleeName, type HolePlace } from "../holes/hole-place.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { childIn, type Term } from "../syntax/term.ts";
import type { DifferingParameter } from "./differing-parameters.ts";
import { type FieldChain, fieldAt, readChain } from "./field-chain.ts";
import type { FieldPassing, FieldUse } from "./field-use.ts";
import type { FieldWords } from "./name-field.ts";
import { isReadFirst } from "./read-first.ts";
import type { FieldContext, FieldPlace } from "./widen-chain.ts";

/** A field that the helper is given; it has no name yet. */
export interface PassedField {
  /** The parameter's type. */
  readonly type: CText;
  readonly names: FieldWords;
  readonly values: readonly CText[];
  readonly use: FieldUse;
}

/** Places of one object in every member make one parameter. `gone` are the parameters that the helper does not have. */
export function groupFields(
  found: readonly FieldPlace[],
  gone: readonly DifferingParameter[],
  context: FieldContext,
): PassedField[] | Refusal {
  const groups = new Map<string, FieldPlace[]>();
  for (const each of found) {
    const key = valuesAt(each, context).join("\n");
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const passed: PassedField[] = [];
  for (const group of groups.values()) {
    const field = passField(group, gone, context);
    if (isRefusal(field)) return field;
    passed.push(field);
  }
  return passed;
}

/** The field as each member names it. */
function valuesAt({ place }: FieldPlace, { loaded: { members } }: FieldContext): CText[] {
  return (place.node.terms as readonly Term[]).map((term, i) =>
    members[i].text.slice(term.start, term.end).replace(/\s+/g, ""),
  );
}

function passField(
  group: readonly FieldPlace[],
  gone: readonly DifferingParameter[],
  context: FieldContext,
): PassedField | Refusal {
  const [first] = group;
  const { type } = first;
  const values = valuesAt(first, context);
  const chains = (first.place.node.terms as readonly Term[]).map((term) => readChain(term)!);
  const root = context.loaded.members[0].names.at.get(chains[0].root.start);
  const insteadOf = gone.find(({ ids }) => ids[0] === root)?.index;
  const passing = passingOf(group, context);
  const use = { places: group.map(({ place }) => place), passing, insteadOf };
  const names = nameWords(chains, group);
  if (passing === "pointer" && type.pointers > 0 && !group.some(({ place }) => isChanged(place)))
    return refuse(
      "needs-field-pointer",
      `The pointer ${values[0]} may change before it is used, and a pointer to it would be hard to read.`,
    );
  if (passing !== "pointer") return { type: valueText(type), names, values, use };
  const isRead = isSmall(type) && group.every(({ place }) => !isChanged(place) && !isArgument(place));
  const base = isRead && !/\bconst\b/.test(type.base) ? `const ${type.base}` : type.base;
  const pointer = makeType(base, [...type.constLevels, false]).text;
  return { type: pointer, names, values: values.map((value) => `&${value}`), use };
}

/** What the field's parameter can be named after. */
function nameWords(chains: readonly FieldChain[], group: readonly FieldPlace[]): FieldWords {
  return {
    fields: chains.map((chain) => fieldAt(chain, -1) ?? ""),
    owners: chains.map((chain) => fieldAt(chain, -2)),
    type: group[0].type,
    isCounted: group.some(({ place }) => place.ancestors.at(-1)?.type === "update_expression"),
  };
}

/** The type that a value of it has. */
function valueText({ base, constLevels, isArray, text }: DeclaredType): string {
  if (isArray) return text;
  return constLevels.length === 0
    ? base.replace(/\bconst /g, "")
    : makeType(base, [...constLevels.slice(0, -1), false]).text;
}

/** A number or a pointer. */
function isSmall(type: DeclaredType): boolean {
  return type.pointers > 0 || isIntegerName(valueText(type)) || /^(?:const )?enum \w+$/.test(type.base);
}

function passingOf(group: readonly FieldPlace[], context: FieldContext): FieldPassing {
  const [{ type }] = group;
  if (type.isArray) return "elements";
  const isRead = group.every(({ place }) => !isChanged(place));
  return isSmall(type) && isRead && isReadFirstByAll(group, context) ? "value" : "pointer";
}

function isReadFirstByAll(
  group: readonly FieldPlace[],
  { loaded: { members, scopes } }: FieldContext,
): boolean {
  return members.every((member, i) => {
    const terms = group.map(({ place }) => place.node.terms[i]!);
    const root = member.names.at.get(readChain(terms[0])!.root.start)!;
    return isReadFirst(terms, root, member, scopes[i]);
  });
}

/** Whether a field itself is given to a call, which may be a macro that stores in it. */
function isArgument({ ancestors }: HolePlace): boolean {
  return ancestors.at(-1)?.type === "argument_list";
}

/** Macros that store in an argument. */
const STORES = /^(?:__)?(?:get_user|swap|\w+_irqsave|local_irq_save)$/;

/** Whether something is stored in a field, or its address taken. */
function isChanged({ node, ancestors }: HolePlace): boolean {
  const outer = ancestors.at(-1);
  if (!outer) return false;
  const operator = childIn(outer.terms[0]!, "operator")?.text;
  return (
    (outer.type === "assignment_expression" && node.field === "left") ||
    outer.type === "update_expression" ||
    (outer.type === "argument_list" && STORES.test(calleeName(ancestors.at(-2)!) ?? "")) ||
    (outer.type === "pointer_expression" && operator === "&") ||
    (outer.type === "parenthesized_expression" &&
      ancestors.length > 0 &&
      isChanged({ node: outer, ancestors: ancestors.slice(0, -1) }))
  );
}
