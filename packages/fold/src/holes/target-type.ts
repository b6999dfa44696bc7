import { commonInteger, isSameInteger, makeType, type TreeReader } from "@kindred/c-source";
import type { FoldMember } from "../members/fold-member.ts";
import { openTypes } from "../members/member-types.ts";
import { childIn, type Term } from "../syntax/term.ts";
import { type ConstantScope, enumType } from "./constant-type.ts";
import { fitsBits } from "./constant-value.ts";
import type { HolePlace } from "./hole-place.ts";

/*
 * The type that the code around a constant converts it to, where converting it earlier makes no difference:
 *
 * - `u32 v = X`, `v = X`: the conversion is the same one, made at the call. So for `enum foo v`.
 *   Where v's type is out of sight and X an enumerator of `enum foo`, that is X's type too: what a plain assignment
 *   stores depends on the value only, not on the type that it comes in.
 * - `v |= X` (and `&= ^= += -=`): the result is cut to v's width, and its low bits depend on X's low bits only.
 * - `v = a | (b & ~X)`: the same when nothing but bitwise operators stands between, and v is no wider than an `int`.
 *   (Below a wider v an operand may be extended by its own sign or not, so that case is left out.)
 * - `v & X`, `v == X`, `v + X`, for a v at least as wide as `unsigned int` and unsigned: C converts X to v's type
 *   there anyway. Not for shifts, whose operands are not converted to each other, and not for members of
 *   structures, which may be bit-fields: those promote to `int`.
 *
 * Everywhere else a constant keeps the type it has. A value that may not fit gets no narrower type either: nothing
 * would change, but compilers warn of it in a call.
 */

/** Unsigned types and their width; `unsigned long` counts as wide, though it may have 32 bits. */
const UNSIGNED: ReadonlyMap<string, number> = new Map([
  ["u8", 8],
  ["unsigned char", 8],
  ["u16", 16],
  ["unsigned short", 16],
  ["u32", 32],
  ["unsigned int", 32],
  ["u64", 64],
  ["unsigned long", 64],
  ["unsigned long long", 64],
]);

const CUTTING: ReadonlySet<string> = new Set(["|=", "&=", "^=", "+=", "-="]);
const BITWISE: ReadonlySet<string> = new Set(["|", "&", "^"]);
const CONVERTING: ReadonlySet<string> = new Set(
  ["|", "&", "^", "+", "-", "*", "/", "%"].concat(["==", "!=", "<", ">", "<=", ">="]),
);

/** A member's part in the question: its constant, that constant's type, and what is declared around it. */
export interface TargetContext {
  readonly index: number;
  readonly member: FoldMember;
  readonly scope: ConstantScope;
  readonly tree: TreeReader;
  /** Type of the member's constant. */
  readonly type: string;
}

/** The types that a member's places of a hole want, in their order; undefined where its own type has to stay. */
export function targetTypes(places: readonly HolePlace[], context: TargetContext): (string | undefined)[] {
  const { member, scope, tree } = context;
  const types = openTypes(member, scope.parser, tree);
  const typeOf: TypeOfTerm = (term) => {
    const type = term && types.typeOf(term);
    return type?.pointers === 0 ? type.text : undefined;
  };
  try {
    return places.map((place) => targetAt(place, context, typeOf));
  } finally {
    types.free();
  }
}

type TypeOfTerm = (term: Term | undefined) => string | undefined;

function targetAt(place: HolePlace, context: TargetContext, typeOf: TypeOfTerm): string | undefined {
  const chain = outwards(place, context.index);
  const first = chain.findIndex(({ type }) => type !== "parenthesized_expression");
  const inner = chain[first - 1] ?? place.node.terms[context.index];
  const around = chain[first];
  if (!inner || !around) return undefined;
  const assigned = assignment(around, inner);
  if (assigned?.operator === "=") {
    const type =
      typeOf(assigned.left) ?? (assigned.left && enumType(place.node.terms[context.index]!, context.scope));
    return type !== undefined && (UNSIGNED.has(type) || /^enum \w+$/.test(type)) ? type : undefined;
  }
  const converted = convertedType(around, inner, context, typeOf);
  return converted ?? cutType(chain, place.node.terms[context.index]!, context, typeOf);
}

/** A member's terms around a place, innermost first. */
export function outwards({ ancestors }: HolePlace, index: number): Term[] {
  return ancestors.flatMap(({ terms }) => terms[index] ?? []).reverse();
}

/** What a term is assigned to, and by which operator; an initialiser counts as `=`. */
export function assignment(
  around: Term,
  inner: Term,
): { left: Term | undefined; operator: string } | undefined {
  if (around.type === "init_declarator" && inner.field === "value") {
    const left = childIn(around, "declarator");
    return { left: left?.type === "identifier" ? left : undefined, operator: "=" };
  }
  if (around.type !== "assignment_expression" || inner.field !== "right") return undefined;
  return { left: childIn(around, "left"), operator: childIn(around, "operator")?.text ?? "" };
}

/** The other operand's type, when C converts the constant to it whatever the operator gives. */
function convertedType(
  around: Term,
  inner: Term,
  { type }: TargetContext,
  typeOf: TypeOfTerm,
): string | undefined {
  if (around.type !== "binary_expression" || !CONVERTING.has(childIn(around, "operator")?.text ?? ""))
    return undefined;
  const other = childIn(around, inner.field === "left" ? "right" : "left");
  const wanted = other?.type === "identifier" ? typeOf(other) : undefined;
  const isWide = wanted !== undefined && (UNSIGNED.get(wanted) ?? 0) >= 32;
  const common = isWide ? commonInteger(makeType(wanted), makeType(type)) : undefined;
  return wanted !== undefined && common && isSameInteger(common.text, wanted) ? wanted : undefined;
}

/** The type that an assignment cuts its result to, when nothing but bitwise operators stands between. */
function cutType(
  chain: readonly Term[],
  hole: Term,
  { type, member, scope }: TargetContext,
  typeOf: TypeOfTerm,
): string | undefined {
  let inner = hole;
  let isNested = false;
  for (const around of chain) {
    const assigned = assignment(around, inner);
    if (assigned) {
      const isCut = isNested
        ? BITWISE.has(assigned.operator[0]) || assigned.operator === "="
        : CUTTING.has(assigned.operator);
      const wanted = isCut ? typeOf(assigned.left) : undefined;
      const bits = wanted === undefined ? undefined : UNSIGNED.get(wanted);
      if (bits === undefined || (isNested && bits > 32)) return undefined;
      const isPlain = type === "int" || type === "unsigned int";
      const isSafe = bits > 32 || (bits === 32 && isPlain);
      return isSafe || fitsBits(member.text.slice(hole.start, hole.end), bits, scope) ? wanted : undefined;
    }
    if (!isBitwise(around)) return undefined;
    isNested ||= around.type !== "parenthesized_expression";
    inner = around;
  }
  return undefined;
}

function isBitwise(term: Term): boolean {
  const operator = childIn(term, "operator")?.text ?? "";
  if (term.type === "unary_expression") return operator === "~";
  return (
    term.type === "parenthesized_expression" || (term.type === "binary_expression" && BITWISE.has(operator))
  );
}
