import { type DeclaredType, makeType, pointerTo } from "./declared-type.ts";
import { closingBracket, type ExpressionTokens, expect } from "./expression-tokens.ts";
import { isSameInteger } from "./integer-types.ts";
import { readAssignment } from "./read-expression.ts";
import { readType } from "./read-primary.ts";

/** Where the type of a call comes from: a fixed type, a type among the arguments, or that of an argument's value. */
type Result =
  | { readonly fixed: string }
  | { readonly pointerToType: number }
  | { readonly typeAt: number }
  | { readonly valueAt: number }
  | "either";

const RESULTS: readonly (readonly [string, Result])[] = [
  [
    "container_of container_of_const list_entry list_first_entry list_last_entry list_next_entry_type hlist_entry rb_entry",
    { pointerToType: 1 },
  ],
  ["min_t max_t clamp_t va_arg", { typeAt: 0 }],
  ["__builtin_choose_expr", "either"],
  ["READ_ONCE __builtin_assume_aligned", { valueAt: 0 }],
  ["BIT GENMASK", { fixed: "unsigned long" }],
  ["BIT_ULL GENMASK_ULL", { fixed: "unsigned long long" }],
  [
    "ARRAY_SIZE sizeof_field offsetof offsetofend __builtin_offsetof __builtin_object_size",
    { fixed: "size_t" },
  ],
  ["IS_ENABLED IS_BUILTIN IS_MODULE IS_REACHABLE", { fixed: "int" }],
  ["__builtin_constant_p __builtin_types_compatible_p __is_constexpr __same_type", { fixed: "int" }],
  ["__builtin_ffs __builtin_clz __builtin_ctz __builtin_popcount", { fixed: "int" }],
  ["__builtin_add_overflow __builtin_sub_overflow __builtin_mul_overflow", { fixed: "bool" }],
  ["__builtin_expect", { fixed: "long" }],
];

/** Calls of the compiler's own functions, and of macros of the kernel that give the same type on all machines. */
export const BUILT_IN_CALLS: ReadonlyMap<string, Result> = new Map(
  RESULTS.flatMap(([names, result]) => names.split(" ").map((name): [string, Result] => [name, result])),
);

/** Names that are known without their definition in a header of the kernel. */
export const NATIVE_NAMES: ReadonlySet<string> = new Set([
  ...BUILT_IN_CALLS.keys(),
  "true",
  "false",
  "NULL",
  "HZ",
]);

/** The type of a call of one of them; the place is at the `(`. */
export function builtInCall(name: string, tokens: ExpressionTokens): DeclaredType | undefined {
  const result = BUILT_IN_CALLS.get(name)!;
  const close = closingBracket(tokens, tokens.at);
  const type = resultType(result, tokens, close);
  tokens.at = close + 1;
  return type;
}

function resultType(result: Result, tokens: ExpressionTokens, close: number): DeclaredType | undefined {
  if (result === "either") return chosen(tokens);
  if ("fixed" in result) return makeType(result.fixed);
  expect(tokens, "(");
  if ("valueAt" in result) return readAssignment(tokens);
  const index = "pointerToType" in result ? result.pointerToType : result.typeAt;
  for (let i = 0; i < index; i++) skipArgument(tokens, close);
  const type = readType(tokens, argumentEnd(tokens, close));
  return type && "pointerToType" in result ? pointerTo(type) : type;
}

/** `__builtin_choose_expr(c, a, b)`: `a` and `b` alike, since what `c` is may not be known. */
function chosen(tokens: ExpressionTokens): DeclaredType | undefined {
  expect(tokens, "(");
  readAssignment(tokens);
  expect(tokens, ",");
  const first = readAssignment(tokens);
  expect(tokens, ",");
  const second = readAssignment(tokens);
  const isSame = first && second && (first.text === second.text || isSameInteger(first.text, second.text));
  return isSame ? first : undefined;
}

function skipArgument(tokens: ExpressionTokens, close: number): void {
  tokens.at = argumentEnd(tokens, close);
  expect(tokens, ",");
}

function argumentEnd(tokens: ExpressionTokens, close: number): number {
  for (let i = tokens.at; i < close; i++) {
    const text = tokens.view.spelling(i);
    if (text === ",") return i;
    if (text === "(" || text === "{" || text === "[") i = closingBracket(tokens, i);
  }
  return close;
}
