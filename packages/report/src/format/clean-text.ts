/*
 * Names, values and source text come from trees that may be a stranger's. Control characters could move the cursor,
 * retitle the terminal or hide text; bidirectional and zero-width ones could make C read differently from what the
 * compiler sees. Both are shown as visible escapes instead.
 */
const CONTROL = /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

function escapeControl(character: string): string {
  const code = character.codePointAt(0)!;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\u{${digits}}`;
}

/** One line that is safe to print: no line break, no control character; tabs become single blanks. */
export function cleanLine(text: string): string {
  return text.replace(CONTROL, escapeControl).replaceAll("\t", " ");
}

/** The lines of a source text, safe to print. Tabs stay; carriage returns before a line break go. */
export function cleanLines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.replace(CONTROL, escapeControl));
}
