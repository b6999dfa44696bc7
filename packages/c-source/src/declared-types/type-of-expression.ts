import { TokenView } from "../lexer/token-view.ts";
import type { SyntaxNode } from "../parser/parsed-c.ts";
import { encodeC } from "../text/c-text.ts";
import {
  asConst,
  type DeclaredType,
  isConstBase,
  makeType,
  pointedAt,
  pointerTo,
  unqualified,
  valueType,
} from "./declared-type.ts";
import { commonInteger, literalType, promoted } from "./integer-types.ts";
import { readTypeName } from "./read-declaration.ts";
import type { TypeSources } from "./type-scope.ts";

const MOST_DEPTH = 64;
const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", ">", "<=", ">=", "&&", "||"]);
/** Macros whose result is a pointer to their second argument, a type. */
const CONTAINERS: ReadonlySet<string> = new Set([
  "container_of",
  "container_of_const",
  "list_entry",
  "list_first_entry",
  "list_last_entry",
  "hlist_entry",
  "rb_entry",
]);
/** Macros whose result has the type that is their first argument. */
const TYPED: ReadonlySet<string> = new Set(["min_t", "max_t", "clamp_t"]);
/** Macros with the same result in every kernel. */
const RESULTS: ReadonlyMap<string, string> = new Map([
  ["BIT", "unsigned long"],
  ["GENMASK", "unsigned long"],
  ["ARRAY_SIZE", "size_t"],
  ["sizeof_field", "size_t"],
  ["offsetof", "size_t"],
]);

/** The declared type of an expression; see `createTypeScope`. */
export function typeOfExpression(node: SyntaxNode, sources: TypeSources): DeclaredType | undefined {
  const type = typeOfObject(node, sources);
  return type && valueType(type);
}

/** The type of the object that an expression names, with its qualifiers, and an array as an array. */
export function typeOfObject(node: SyntaxNode, sources: TypeSources): DeclaredType | undefined {
  const type = typeAt(node, sources, 0);
  // A va_list is an array on some machines and none on others.
  return type && unqualified(type.base) !== "va_list" ? type : undefined;
}

function typeAt(node: SyntaxNode | null, sources: TypeSources, depth: number): DeclaredType | undefined {
  if (!node || depth > MOST_DEPTH) return undefined;
  const part = (field: string): DeclaredType | undefined =>
    typeAt(node.childForFieldName(field), sources, depth + 1);
  switch (node.type) {
    case "identifier":
      return sources.variable(node.text, node);
    case "number_literal":
      // The grammar takes the sign of `-1` into the number; a sign changes no type.
      return literalType(node.text.replace(/^[-+]/, ""));
    case "char_literal":
      return makeType("int");
    case "string_literal":
    case "concatenated_string":
      return makeType("const char", [false]);
    case "true":
    case "false":
      return makeType("bool");
    case "null":
      return makeType("void", [false]);
    case "sizeof_expression":
    case "offsetof_expression":
      return makeType("size_t");
    case "parenthesized_expression":
      return typeAt(node.namedChild(0), sources, depth + 1);
    case "cast_expression":
    case "compound_literal_expression":
      return typeNamed(node.childForFieldName("type"), sources);
    case "assignment_expression":
      return part("left");
    case "comma_expression":
      return part("right");
    case "update_expression":
      return part("argument");
    case "conditional_expression":
      return eitherType(part("consequence"), part("alternative"));
    case "field_expression":
      return fieldType(node, part("argument"), sources);
    case "subscript_expression":
      return pointee(part("argument"));
    case "pointer_expression":
      return node.child(0)?.type === "*" ? pointee(part("argument")) : addressOf(part("argument"));
    case "unary_expression":
      return node.child(0)?.type === "!" ? makeType("int") : promoted(part("argument"));
    case "binary_expression":
      return binaryType(node.childForFieldName("operator")?.type ?? "", part("left"), part("right"));
    case "call_expression":
      return callType(node, sources);
    default:
      return undefined;
  }
}

function typeNamed(descriptor: SyntaxNode | null, sources: TypeSources): DeclaredType | undefined {
  return descriptor ? readTypeName(new TokenView(encodeC(sources.parsed.sourceOf(descriptor)))) : undefined;
}

function pointee(type: DeclaredType | undefined): DeclaredType | undefined {
  return type && pointedAt(type);
}

function addressOf(type: DeclaredType | undefined): DeclaredType | undefined {
  return type && pointerTo(type);
}

function fieldType(
  node: SyntaxNode,
  owner: DeclaredType | undefined,
  sources: TypeSources,
): DeclaredType | undefined {
  const field = node.childForFieldName("field");
  const levels = node.childForFieldName("operator")?.type === "->" ? 1 : 0;
  if (!field || !owner || owner.pointers !== levels) return undefined;
  const type = sources.field(owner, field.text);
  return type && isConstBase(owner.base) ? asConst(type) : type;
}

/** Both arms alike, or a pointer and `NULL`. */
function eitherType(
  first: DeclaredType | undefined,
  second: DeclaredType | undefined,
): DeclaredType | undefined {
  if (!first || !second) return undefined;
  const a = valueType(first);
  const b = valueType(second);
  if (a.text === b.text) return a.pointers > 0 ? a : (promoted(a) ?? a);
  if (a.pointers === 0 || b.pointers === 0) return commonInteger(a, b);
  if (a.text === "void *") return b;
  return b.text === "void *" ? a : undefined;
}

function binaryType(
  operator: string,
  left: DeclaredType | undefined,
  right: DeclaredType | undefined,
): DeclaredType | undefined {
  if (COMPARISONS.has(operator)) return makeType("int");
  if (operator === "<<" || operator === ">>") return promoted(left);
  const isSum = operator === "+" || operator === "-";
  if (isSum && left && left.pointers > 0) return promoted(right) ? valueType(left) : undefined;
  if (operator === "+" && right && right.pointers > 0) return promoted(left) ? valueType(right) : undefined;
  return commonInteger(left, right);
}

function callType(node: SyntaxNode, sources: TypeSources): DeclaredType | undefined {
  const callee = node.childForFieldName("function");
  if (callee?.type !== "identifier") return undefined;
  const name = sources.parsed.sourceOf(callee);
  const fixed = RESULTS.get(name);
  if (fixed) return makeType(fixed);
  const list = node.childForFieldName("arguments");
  if (CONTAINERS.has(name)) {
    const type = typeNamed(list?.namedChild(1) ?? null, sources);
    return type && pointerTo(type);
  }
  return TYPED.has(name) ? typeNamed(list?.namedChild(0) ?? null, sources) : sources.result(name);
}
