import type { CText } from "@kindred/c-source";

const MAX_LINE = 76;

/** Bytes in quoted-printable (RFC 2045 section 6.7): carriage returns and every other byte survive the way through a mail. */
export function quotedPrintable(bytes: CText): CText {
  return bytes.split("\n").map(encodeLine).join("\n");
}

function encodeLine(line: string): string {
  const pieces = [...line].map((character, index) =>
    isLiteral(character, index === line.length - 1, index === 0 && line.startsWith("From "))
      ? character
      : `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
  let encoded = "";
  let length = 0;
  for (const piece of pieces) {
    if (length + piece.length > MAX_LINE - 1) {
      encoded += "=\n";
      length = 0;
    }
    encoded += piece;
    length += piece.length;
  }
  return encoded;
}

function isLiteral(character: string, isLast: boolean, startsMail: boolean): boolean {
  if (character === " " || character === "\t") return !isLast;
  return character > " " && character < "\u007f" && character !== "=" && !startsMail;
}
