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

/** The same characters as far as `JSON.stringify` leaves them: listed, since a class of Unicode costs eight times as much. */
const RAW_IN_JSON = /[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** JSON text that is safe to print and still says the same: strings keep these characters as escapes. */
export function cleanJson(json: string): string {
  return json.replace(
    RAW_IN_JSON,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** One line that is safe to print: no line break, no control character; tabs become single blanks. */
export function cleanLine(text: string): string {
  return text.replace(CONTROL, escapeControl).replaceAll("\t", " ");
}

/** A text of several lines that is safe to print: line breaks and tabs stay, no other control character does. */
export function cleanText(text: string): string {
  return cleanLines(text).join("\n");
}

/** The lines of a source text, safe to print. Tabs stay; carriage returns before a line break go. */
export function cleanLines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.replace(CONTROL, escapeControl));
}
