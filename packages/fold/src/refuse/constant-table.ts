import type { CToken } from "../syntax/c-tokens.ts";

/**
 * Whether `static` at a place in a function declares a table that nothing can change: `static const u8 map[] = { … }`,
 * `static const char *const names[] = { … }`. Such a table is the same wherever it stands, unless its address is
 * compared with another.
 */
export function declaresConstantTable(tokens: readonly CToken[], at: number): boolean {
  const assigned = tokens.findIndex(({ text }, i) => i > at && /^[=;{(]$/.test(text));
  if (tokens[assigned]?.text !== "=") return false;
  const head = tokens.slice(at + 1, assigned).map(({ text }) => text);
  const pointer = head.lastIndexOf("*");
  const isConstant = head.includes("const", pointer + 1) && !head.includes("volatile");
  const name = declaredName(head);
  return isConstant && name !== undefined && !isComparedByAddress(tokens, name);
}

/** `map` of `const u8 map[4]`; undefined when the declaration says more than a type, a name and sizes. */
function declaredName(head: readonly string[]): string | undefined {
  const bracket = head.indexOf("[");
  const plain = bracket < 0 ? head : head.slice(0, bracket);
  const name = plain.at(-1);
  if (bracket >= 0 && head.at(-1) !== "]") return undefined;
  const words = plain.slice(0, -1).every((text) => text === "*" || (/^\w+$/.test(text) && !/^__/.test(text)));
  return words && name !== undefined && /^[A-Za-z_]\w*$/.test(name) && name !== "const" ? name : undefined;
}

/** `ops == &table`, `map != other`: the elements of a table may be compared, its address may not. */
function isComparedByAddress(tokens: readonly CToken[], name: string): boolean {
  const isEquality = (token: CToken | undefined): boolean => token?.text === "==" || token?.text === "!=";
  return tokens.some(({ text }, i) => {
    if (text !== name) return false;
    const takesAddress = tokens[i - 1]?.text === "&";
    if (!takesAddress && /^(?:\[|\.)$/.test(tokens[i + 1]?.text ?? "")) return false;
    return isEquality(tokens[i + 1]) || isEquality(tokens[takesAddress ? i - 2 : i - 1]);
  });
}
