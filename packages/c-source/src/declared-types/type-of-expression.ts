/**
 * The type of a C expression: macros are expanded as the preprocessor does, and the rest is read by precedence, each
 * operator giving its type by C's rules (integer promotions and usual arithmetic conversions for every machine at
 * once, see integer-types.ts). GNU C's statement expressions, `typeof` and `?:` without a middle are understood.
 * What depends on the configuration must come out alike for every definition of the macros used. Linear in the
 * expanded text. Not known: `_Generic`, floating point, pointers to arrays, what no header in sight declares.
 */
import { TokenView } from "../lexer/token-view.ts";
import { encodeC } from "../text/c-text.ts";
import { NATIVE_NAMES } from "./built-in-calls.ts";
import type { Declarations } from "./declarations.ts";
import { type DeclaredType, isWritable, unqualified, valueType } from "./declared-type.ts";
import { expandMacros } from "./expand-macros.ts";
import { type ExpressionTokens, type ExpressionUses, NOT_READ } from "./expression-tokens.ts";
import type { MacroText } from "./macro-definitions.ts";
import { readAssignment } from "./read-expression.ts";
import type { TypeSources } from "./type-sources.ts";

/** More definitions of one macro than this are not tried. */
const MOST_CHOICES = 4;

/** What is known of an expression. */
export interface ExaminedExpression {
  /** The type of the object that it names, with its qualifiers, and an array as an array. */
  readonly type: DeclaredType;
  readonly uses: Readonly<ExpressionUses>;
}

/** The type of an expression's value; undefined when it is not known for certain. */
export function typeOfExpression(text: string, sources: TypeSources): DeclaredType | undefined {
  const type = examineExpression(text, sources)?.type;
  return type && valueType(type);
}

/** The type of an expression, and what evaluating it does; undefined when the type is not known for certain. */
export function examineExpression(text: string, sources: TypeSources): ExaminedExpression | undefined {
  const { declarations } = sources;
  const find = (name: string): readonly MacroText[] => {
    if (sources.isLocal(name)) return NO_MACRO;
    const macro = declarations.macro(name);
    return macro && (macro.isOwn || !NATIVE_NAMES.has(name)) ? macro.definitions : NO_MACRO;
  };
  const uses = { names: new Set<string>(), reads: false, calls: false, assigns: false, mayTrap: false };
  let type: DeclaredType | undefined;
  for (let choice = 0, choices = 1; choice < choices; choice++) {
    const expansion = expandMacros(text, choice, find);
    const read = expansion && readWhole(expansion.text, sources, uses);
    if (!expansion || !read || expansion.choices > MOST_CHOICES) return undefined;
    if (type && type.text !== read.text) return undefined;
    type = read;
    choices = expansion.choices;
  }
  return type && { type, uses };
}

/** The type of a constant that stands anywhere in a file; undefined for what names a variable, calls a function or does anything else. */
export function typeOfConstant(text: string, declarations: Declarations): DeclaredType | undefined {
  const examined = examineExpression(text, {
    declarations,
    variable: (name) => declarations.variable(name),
    isLocal: () => false,
  });
  if (!examined) return undefined;
  const { names, reads, calls, assigns } = examined.uses;
  return names.size > 0 || reads || calls || assigns ? undefined : valueType(examined.type);
}

const NO_MACRO: readonly MacroText[] = [];

function readWhole(text: string, sources: TypeSources, uses: ExpressionUses): DeclaredType | undefined {
  const view = new TokenView(encodeC(text));
  const tokens: ExpressionTokens = { view, sources, locals: [], uses, unevaluated: 0, at: 0, depth: 0 };
  try {
    // A macro that stands for several arguments has no type: `a, b` between them is no comma operator.
    const type = readAssignment(tokens);
    if (tokens.at !== view.count || !type) return undefined;
    // A va_list is an array on some machines and none on others.
    return isWritable(type) && unqualified(type.base) !== "va_list" ? type : undefined;
  } catch (problem) {
    if (problem === NOT_READ) return undefined;
    throw problem;
  }
}
