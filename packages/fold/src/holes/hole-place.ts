import type { SkeletonNode } from "../anti-unify/skeleton.ts";
import { needsConstant } from "../flow/macro-demands.ts";
import type { MacroDefinition, MacroTable } from "../members/macro-table.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { childIn, type Term } from "../syntax/term.ts";
import type { ConstantScope } from "./constant-type.ts";
import { SAFE_MACRO_ARGUMENTS, SENSITIVE_MACRO, STRING_ARGUMENT } from "./pure-macros.ts";

/** A hole's place: its node and the nodes around it, outermost first. */
export interface HolePlace {
  readonly node: SkeletonNode;
  readonly ancestors: readonly SkeletonNode[];
}

/** Nodes whose named child in a field must be a constant (no field: any child). */
const CONSTANT_ONLY: ReadonlyMap<string, string> = new Map([
  ["case_statement", "value"],
  ["array_declarator", "size"],
  ["subscript_designator", ""],
  ["bitfield_clause", ""],
  ["enumerator", ""],
  ["sizeof_expression", ""],
  ["alignof_expression", ""],
  ["offsetof_expression", ""],
  ["generic_expression", ""],
  ["attribute_specifier", ""],
  ["gnu_asm_expression", ""],
  ["concatenated_string", ""],
]);

/** What a place's file says of macros. */
export type PlaceScope = Pick<ConstantScope, "macros" | "headers">;

/** Why an expression of a parameter cannot stand where a hole is; undefined when it can. */
export function refusePlace({ node, ancestors }: HolePlace, scope: PlaceScope): Refusal | undefined {
  let inner = node;
  for (let i = ancestors.length - 1; i >= 0; i--) {
    const around = ancestors[i];
    const refusal = refuseInside(inner, around, ancestors[i - 1], scope);
    if (refusal) return refusal;
    inner = around;
  }
  return isFormat(node, ancestors)
    ? refuse("format-string", "A string that differs is, or may be, the format of a printing function.")
    : undefined;
}

function refuseInside(
  inner: SkeletonNode,
  around: SkeletonNode,
  outer: SkeletonNode | undefined,
  scope: PlaceScope,
): Refusal | undefined {
  const field = CONSTANT_ONLY.get(around.type);
  if (field !== undefined && (field === "" || field === inner.field)) return constantRequired(around.type);
  if (around.type === "declaration" && isStatic(around)) return constantRequired("static declaration");
  if (around.type === "init_declarator" && inner.field === "value" && initialisesArray(around)) {
    return constantRequired("array initialiser");
  }
  if (around.type === "argument_list" && outer?.type === "call_expression") {
    return refuseArgument(outer, around.children.filter(isNamed).indexOf(inner), scope);
  }
  // The macro profile turns iterator macros into loops for the parser; the text tells.
  const keyword = LOOP_WORD.get(around.type);
  const written = around.terms[0]?.children[0]?.text;
  if (keyword && written !== keyword)
    return refuse("macro-argument", `A difference is an argument of a loop macro.`);
  return undefined;
}

const LOOP_WORD: ReadonlyMap<string, string> = new Map([
  ["while_statement", "while"],
  ["for_statement", "for"],
  ["if_statement", "if"],
]);

function constantRequired(where: string): Refusal {
  return refuse(
    "constant-required",
    `A value that differs stands where C wants a constant (${where.replace(/_/g, " ")}).`,
  );
}

function isStatic(declaration: SkeletonNode): boolean {
  return declaration.terms.some((term) =>
    term?.children.some(
      ({ type, children }) => type === "storage_class_specifier" && children[0]?.text === "static",
    ),
  );
}

function initialisesArray(declarator: SkeletonNode): boolean {
  const value = declarator.children.find((child) => child.field === "value");
  return (
    value?.type !== "initializer_list" &&
    declarator.children.some((child) => child.type === "array_declarator")
  );
}

function isNamed(node: SkeletonNode): boolean {
  return node.terms.some((term) => term?.named);
}

/** Name of the function that a member's call calls directly. */
export function calleeName(call: SkeletonNode, member = 0): string | undefined {
  const term = call.terms[member];
  const callee = term && childIn(term, "function");
  return callee?.type === "identifier" ? callee.text : undefined;
}

function refuseArgument(call: SkeletonNode, index: number, scope: PlaceScope): Refusal | undefined {
  const name = calleeName(call);
  if (name === undefined) return undefined;
  if (needsConstant(name, index, scope)) return constantRequired(`argument of the macro ${name}()`);
  const { macros } = scope;
  const sentence = `A value that differs is an argument of the macro ${name}(), which may need a constant, a type or a name.`;
  const own = macros.find(name);
  if (own.length > 0) {
    return own.every((macro) => isPlainParameter(macro, index, macros, new Set()))
      ? undefined
      : refuse("macro-argument", sentence);
  }
  const safe = SAFE_MACRO_ARGUMENTS.get(name);
  if (safe) return safe === "all" || safe.includes(index) ? undefined : refuse("macro-argument", sentence);
  const isSensitive = !/[a-z]/.test(name) || SENSITIVE_MACRO.test(name);
  return isSensitive ? refuse("macro-argument", sentence) : undefined;
}

/** Whether a macro of the driver only evaluates this argument: no `#`, no `##`, no call of a macro that might. */
function isPlainParameter(
  macro: MacroDefinition,
  index: number,
  macros: MacroTable,
  seen: Set<string>,
): boolean {
  if (!macro.parameters) return !macros.find(macro.body).length && /^\w+$/.test(macro.body);
  if (seen.has(macro.name)) return false;
  seen.add(macro.name);
  if (macro.parameters.includes("...") && index >= macro.parameters.length - 1) return false;
  if (macro.body.includes("#")) return false;
  return [...macro.body.matchAll(/([A-Za-z_]\w*)\s*\(/g)].every(([, called]) => {
    const inner = macros.find(called);
    if (inner.length > 0) {
      return inner.every((each) =>
        (each.parameters ?? []).every((_, i) => isPlainParameter(each, i, macros, new Set(seen))),
      );
    }
    return (
      SAFE_MACRO_ARGUMENTS.get(called) === "all" || (/[a-z]/.test(called) && !SENSITIVE_MACRO.test(called))
    );
  });
}

/** A string that differs is taken for a format unless the call surely takes plain strings, or has a format before it. */
function isFormat(node: SkeletonNode, ancestors: readonly SkeletonNode[]): boolean {
  if (!node.terms.some((term) => term !== undefined && isString(term))) return false;
  const list = ancestors.at(-1);
  const call = ancestors.at(-2);
  if (list?.type !== "argument_list" || call?.type !== "call_expression") return false;
  const name = calleeName(call);
  if (name !== undefined && STRING_ARGUMENT.test(name)) return false;
  const before = list.children.slice(0, list.children.indexOf(node));
  return !before.some(
    (argument) => argument.hole === undefined && argument.terms.every((term) => term && isString(term)),
  );
}

function isString(term: Term): boolean {
  return term.type === "string_literal" || term.type === "concatenated_string";
}
