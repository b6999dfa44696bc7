import { integerOf } from "./conversion-rules.ts";
import { type DeclaredType, makeType, pointerTo } from "./declared-type.ts";
import { closingBracket, type ExpressionTokens, expect, note } from "./expression-tokens.ts";
import { isSameInteger } from "./integer-types.ts";
import { readAssignment } from "./read-expression.ts";
import { readType } from "./read-primary.ts";

/** Where the type of a call comes from, and what becomes of its arguments. */
interface Result {
  readonly fixed?: string;
  /** Index of the argument that is the type, or for a pointer to it. */
  readonly typeAt?: number;
  readonly isPointer?: boolean;
  /** Index of the argument whose value has the type, or for the type that this is promoted to. */
  readonly valueAt?: number;
  readonly isPromoted?: boolean;
  /** Arguments from here on are not evaluated: names, types, members. */
  readonly skipFrom?: number;
  readonly does?: "reads" | "assigns";
}

const RESULTS: readonly (readonly [string, Result])[] = [
  [
    "container_of container_of_const list_entry hlist_entry rb_entry",
    { typeAt: 1, isPointer: true, skipFrom: 2 },
  ],
  ["list_first_entry list_last_entry", { typeAt: 1, isPointer: true, skipFrom: 2, does: "reads" }],
  ["min_t max_t clamp_t", { typeAt: 0 }],
  ["va_arg", { typeAt: 1, does: "assigns" }],
  ["READ_ONCE", { valueAt: 0, does: "reads" }],
  ["__builtin_assume_aligned FIELD_GET", { valueAt: 0 }],
  ["FIELD_PREP", { valueAt: 0, isPromoted: true }],
  ["BIT GENMASK", { fixed: "unsigned long" }],
  ["BIT_ULL GENMASK_ULL", { fixed: "unsigned long long" }],
  [
    "ARRAY_SIZE sizeof_field offsetof offsetofend __builtin_offsetof __builtin_object_size",
    { fixed: "size_t", skipFrom: 0 },
  ],
  ["IS_ENABLED IS_BUILTIN IS_MODULE IS_REACHABLE", { fixed: "int", skipFrom: 0 }],
  [
    "__builtin_constant_p __builtin_types_compatible_p __is_constexpr __same_type",
    { fixed: "int", skipFrom: 0 },
  ],
  ["__builtin_ffs __builtin_clz __builtin_ctz __builtin_popcount", { fixed: "int" }],
  [
    "__builtin_add_overflow __builtin_sub_overflow __builtin_mul_overflow",
    { fixed: "bool", does: "assigns" },
  ],
  ["__builtin_expect", { fixed: "long" }],
];

const CHOOSE = "__builtin_choose_expr";
const BY_NAME: ReadonlyMap<string, Result> = new Map(
  RESULTS.flatMap(([names, result]) => names.split(" ").map((name): [string, Result] => [name, result])),
);

/** Calls of the compiler's own functions, and of macros of the kernel that give the same type on all machines. */
export const BUILT_IN_CALLS: ReadonlySet<string> = new Set([...BY_NAME.keys(), CHOOSE]);

/** Names that are known without their definition in a header of the kernel. */
export const NATIVE_NAMES: ReadonlySet<string> = new Set([...BUILT_IN_CALLS, "true", "false", "NULL", "HZ"]);

/** The type of a call of one of them; the place is at the `(`. */
export function builtInCall(name: string, tokens: ExpressionTokens): DeclaredType | undefined {
  const close = closingBracket(tokens, tokens.at);
  const result = BY_NAME.get(name);
  const type = result ? resultType(result, tokens, close) : chosen(tokens);
  if (result?.does) note(tokens, result.does);
  tokens.at = close + 1;
  return type;
}

function resultType(result: Result, tokens: ExpressionTokens, close: number): DeclaredType | undefined {
  let type = result.fixed === undefined ? undefined : makeType(result.fixed);
  expect(tokens, "(");
  for (let i = 0; tokens.at < close; i++) {
    if (i === result.typeAt) {
      const named = readType(tokens, argumentEnd(tokens, close));
      type = named && result.isPointer ? pointerTo(named) : named;
    } else if (result.skipFrom !== undefined && i >= result.skipFrom) tokens.at = argumentEnd(tokens, close);
    else {
      const value = readAssignment(tokens);
      if (i === result.valueAt) type = result.isPromoted ? integerOf(value, tokens)?.type : value;
    }
    if (tokens.at < close) expect(tokens, ",");
  }
  return type;
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

function argumentEnd(tokens: ExpressionTokens, close: number): number {
  for (let i = tokens.at; i < close; i++) {
    const text = tokens.view.spelling(i);
    if (text === ",") return i;
    if (text === "(" || text === "{" || text === "[") i = closingBracket(tokens, i);
  }
  return close;
}
