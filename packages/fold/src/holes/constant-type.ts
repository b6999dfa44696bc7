import { type CParser, type Declarations, typeOfConstant } from "@kindred/c-source";
import type { KernelHeaders } from "../members/kernel-headers.ts";
import type { MacroTable } from "../members/macro-table.ts";
import { rememberWith } from "../memo/remember.ts";
import { leavesOf, type Term } from "../syntax/term.ts";

/** What is known of the names that a constant is made of. */
export interface ConstantScope {
  /** The driver's own macros. */
  readonly macros: MacroTable;
  /** Everything that the file and the headers it includes declare. */
  readonly declarations: Declarations;
  readonly headers: KernelHeaders;
  readonly parser: CParser;
}

/**
 * The type of a constant expression without side effects, as C's rules give it: literals, enumerators, macros by
 * their definition, `sizeof`, casts, arithmetic, `BIT()` and its kind. Undefined for anything else, and where two
 * definitions of a macro have different types.
 */
export function constantType(term: Term, scope: ConstantScope): string | undefined {
  return typeOfText(
    scope.declarations,
    leavesOf(term)
      .map(({ text }) => text)
      .join(" "),
  );
}

const typeOfText = rememberWith(
  (declarations: Declarations, text: string) => typeOfConstant(text, declarations)?.text,
);

/** `enum foo` for an enumerator of it that has type `int`; undefined for all other expressions. */
export function enumType({ type, text }: Term, { declarations }: ConstantScope): string | undefined {
  if (type !== "identifier" || declarations.macro(text)) return undefined;
  const enumerator = declarations.enumerator(text);
  return enumerator?.computesAs && enumerator.tag;
}
