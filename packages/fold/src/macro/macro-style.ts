import type { CText } from "@kindred/c-source";

/**
 * What `checkpatch.pl --strict` says of function-like macros (its section "complex macros"), told in advance: a macro
 * that it would complain of is not proposed.
 */
export function findStyleFault(macro: CText, parameters: readonly string[]): string | undefined {
  const text = macro.replace(/\\\n/g, " ").replace(/^#define\s+\w+\([^)]*\)\s*/, "");
  if (/\b(?:goto|return)\b/.test(macro) && !macro.includes("##"))
    return "a macro with `return` in it that pastes no name";
  if (/^(?:(?:static|inline|const|struct|unsigned|enum)\s+)*(?:type|_\w+)\s/.test(text))
    return "a macro that begins with a type it is given";
  for (const name of parameters) {
    if (/^type$/i.test(name)) continue;
    const plain = text
      .replace(
        new RegExp(
          `\\b(?:offsetof|sizeof|sizeof_field|__stringify|typeof)\\s*\\(*\\s*${name}\\s*\\)*(?:\\b|$)`,
          "g",
        ),
        "",
      )
      .replace(new RegExp(`#+\\s*${name}\\b`, "g"), "")
      .replace(new RegExp(`\\b${name}\\s*##`, "g"), "");
    if ([...plain.matchAll(new RegExp(`\\b${name}\\b`, "g"))].length > 1)
      return `the argument ${name} used twice`;
    const at = plain.search(new RegExp(`\\b${name}\\b`));
    if (at >= 0 && isOperatorBeside(plain, at, at + name.length))
      return `the argument ${name} beside an operator without parentheses`;
  }
  return undefined;
}

const OPERATOR_BEFORE = /(?:->|<<|>>|&&|\|\||[<>=!]=|\+\+|--|[-+*/%<>!~^&|])\s*$/;
const OPERATOR_BEHIND = /^\s*(?:->|<<|>>|&&|\|\||[<>=!]=|=>|\+\+|--|[-+*/%<>!~^&|])/;

/** Whether an operator, as checkpatch knows them, stands right beside a stretch of text. */
export function isOperatorBeside(text: CText, start: number, end: number): boolean {
  return (
    OPERATOR_BEFORE.test(text.slice(Math.max(0, start - 40), start)) ||
    OPERATOR_BEHIND.test(text.slice(end, end + 40))
  );
}
