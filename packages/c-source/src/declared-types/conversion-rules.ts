import { asConst, type DeclaredType, isConstBase, makeType, valueType } from "./declared-type.ts";
import type { ExpressionTokens } from "./expression-tokens.ts";
import { bitFieldKind, common, type PromotedInteger } from "./integer-types.ts";

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", ">", "<=", ">=", "&&", "||"]);

/** The type of `left OPERATOR right`. */
export function binaryType(
  operator: string,
  left: DeclaredType | undefined,
  right: DeclaredType | undefined,
  tokens: ExpressionTokens,
): DeclaredType | undefined {
  if (COMPARISONS.has(operator)) return makeType("int");
  if (operator === "<<" || operator === ">>") return integerOf(left, tokens)?.type;
  const isSum = operator === "+" || operator === "-";
  if (isSum && left && left.pointers > 0) return integerOf(right, tokens) ? valueType(left) : undefined;
  if (operator === "+" && right && right.pointers > 0)
    return integerOf(left, tokens) ? valueType(right) : undefined;
  return commonType(left, right, tokens);
}

/** A type after integer promotion; undefined for what is no integer. */
export function integerOf(
  type: DeclaredType | undefined,
  { sources }: ExpressionTokens,
): PromotedInteger | undefined {
  const declared = type && type.pointers === 0 ? sources.declarations.integer(type.base) : undefined;
  if (!type || !declared || type.bits === undefined) return declared;
  const kind = bitFieldKind(type.bits, declared.kind);
  return kind && { type: type.bits < 32 ? makeType("int") : declared.type, kind };
}

function commonType(
  left: DeclaredType | undefined,
  right: DeclaredType | undefined,
  tokens: ExpressionTokens,
): DeclaredType | undefined {
  const a = integerOf(left, tokens);
  const b = integerOf(right, tokens);
  return a && b && common(a, b);
}

/** Both arms of `?:` alike, or a pointer and `NULL`. */
export function eitherType(
  first: DeclaredType | undefined,
  second: DeclaredType | undefined,
  tokens: ExpressionTokens,
): DeclaredType | undefined {
  if (!first || !second) return undefined;
  const a = valueType(first);
  const b = valueType(second);
  if (a.pointers === 0 && b.pointers === 0) {
    return commonType(a, b, tokens) ?? (a.text === b.text ? a : undefined);
  }
  if (a.text === b.text) return a;
  // A plain 0 is a null pointer too.
  if (a.pointers === 0 || b.pointers === 0) return undefined;
  if (a.text === "void *") return b;
  return b.text === "void *" ? a : undefined;
}

/** The type of a member of `owner` (`levels` 0) or of what it points at (1). */
export function fieldType(
  owner: DeclaredType,
  levels: number,
  name: string,
  { sources }: ExpressionTokens,
): DeclaredType | undefined {
  const record = sources.declarations.behindTypedef(owner);
  if (record.pointers !== levels) return undefined;
  const type = sources.declarations.field(record, name);
  return type && isConstBase(record.base) ? asConst(type) : type;
}
