import type { CText } from "@kindred/c-source";

/*
 * Mail headers are ASCII. A header with other characters is written as RFC 2047 encoded words in UTF-8, Q encoding,
 * each at most 75 characters and cut between characters, never inside one: as git format-patch writes them.
 */

const WORD_START = "=?UTF-8?q?";
const WORD_END = "?=";
const MAX_WORD = 75;

/** An unstructured header value (a subject): as it is when it is ASCII, else as encoded words. */
export function encodeHeader(name: string, value: string): CText {
  const line = oneLine(value);
  return isPlain(line) ? `${name}: ${line}` : `${name}: ${encodeWords(line, name.length + 2)}`;
}

/** `Name <mail@host>` as a header value; a name that is not made of plain words is encoded or quoted. */
export function encodeAddress(name: string, address: string): CText {
  const line = oneLine(address);
  const match = /^(.*?)\s*<([^<>]*)>$/.exec(line);
  if (match === null) return `${name}: ${isPlain(line) ? line : encodeWords(line, name.length + 2)}`;
  const [, person = "", mailbox = ""] = match;
  return `${name}: ${encodePerson(person, name.length + 2)} <${mailbox.replace(/[^\x21-\x7e]/g, "")}>`;
}

function encodePerson(person: string, column: number): string {
  if (!isPlain(person)) return encodeWords(person, column);
  if (/^[\w!#$%&'*+/=?^`{|}~ -]*$/.test(person)) return person;
  return `"${person.replace(/^"(.*)"$/, "$1").replace(/["\\]/g, "\\$&")}"`;
}

function encodeWords(text: string, column: number): string {
  const words: string[] = [];
  let word = "";
  for (const character of text) {
    const encoded = encodeCharacter(character);
    const room = MAX_WORD - (words.length === 0 ? column : 1) - WORD_START.length - WORD_END.length;
    if (word.length + encoded.length > room) {
      words.push(word);
      word = "";
    }
    word += encoded;
  }
  return [...words, word].map((each) => WORD_START + each + WORD_END).join("\n ");
}

function encodeCharacter(character: string): string {
  if (/^[A-Za-z0-9]$/.test(character)) return character;
  return [...Buffer.from(character, "utf8")]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`)
    .join("");
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes("=?");
}

/** A header is one line: line breaks and control characters in it could forge other headers. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}
