import { bringsLabel } from "../flow/macro-demands.ts";
import type { ConstantScope } from "../holes/constant-type.ts";
import type { MacroTable } from "../members/macro-table.ts";
import { childIn, leavesOf, type Term, walkTerm } from "../syntax/term.ts";

const STATEMENTS: ReadonlySet<string> = new Set([
  "expression_statement",
  "return_statement",
  "goto_statement",
  "break_statement",
  "continue_statement",
  "if_statement",
  "for_statement",
  "while_statement",
  "do_statement",
  "switch_statement",
  "compound_statement",
]);

/** Macros that declare something, or that end with the block they stand in. */
const SCOPED_MACRO = /^(?:DEFINE|DECLARE|INIT)(?:_\w+)?$|^(?:guard|scoped_\w+|CLASS|class_\w+)$/;

/**
 * Whether a statement means the same when it stands alone in a block under an `if`: it declares nothing that later
 * statements see, nothing jumps into it, also not to a label that a macro brings, no macro in it opens what it does not close, and no lock is taken that it
 * does not give back: checkers follow locks through a function, not through conditions.
 */
export function isFlaggable(term: Term, text: string, scope: ConstantScope): boolean {
  if (!STATEMENTS.has(term.type) || !/[;}]$/.test(text)) return false;
  if (leavesOf(term).some((leaf) => /^[A-Za-z_]/.test(leaf.text) && bringsLabel(scope, leaf.text)))
    return false;
  let isSafe = true;
  let locks = 0;
  walkTerm(term, (part) => {
    if (part.type === "labeled_statement" || part.type === "ERROR") isSafe = false;
    const callee = part.type === "call_expression" ? childIn(part, "function") : undefined;
    if (callee && !isWholeCall(callee, scope.macros)) isSafe = false;
    if (callee && LOCK.test(callee.text)) locks += UNLOCK.test(callee.text) ? -1 : 1;
  });
  return isSafe && locks === 0;
}

const LOCK = /(?:^|_)(?:un)?lock(?:_|$)|^(?:local_irq|preempt)_(?:save|restore|enable|disable)/;
const UNLOCK = /unlock|_(?:restore|enable)$/;

function isWholeCall(callee: Term, macros: MacroTable): boolean {
  if (callee.type !== "identifier") return leavesOf(callee).every(({ text }) => !SCOPED_MACRO.test(text));
  return (
    !SCOPED_MACRO.test(callee.text) &&
    macros
      .find(callee.text)
      .every(({ body }) => /^(?:do\b|\()/.test(body) || !/[;{]|\b(?:if|for|while)\b/.test(body))
  );
}

/** Declarations without a value, or with a plain constant: they may stand in a function that never uses them. */
export function isIdleDeclaration(term: Term): boolean {
  if (term.type !== "declaration") return false;
  return term.children.every((child) => {
    if (child.type === "storage_class_specifier" || child.type === "attribute_specifier") return false;
    const value = child.type === "init_declarator" ? childIn(child, "value") : undefined;
    return value === undefined || IDLE_VALUES.has(value.type);
  });
}

const IDLE_VALUES: ReadonlySet<string> = new Set(["number_literal", "true", "false", "null", "char_literal"]);
