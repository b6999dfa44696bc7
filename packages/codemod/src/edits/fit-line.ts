const TAB = 8;
const LIMIT = 80;
const LITERAL_OR_CHAR = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|[\s\S]/g;

/** Screen column behind `text`, with the kernel's tabs of eight. */
export function columnOf(text: string): number {
  let column = 0;
  for (const char of text) column = char === "\t" ? column + TAB - (column % TAB) : column + 1;
  return column;
}

/**
 * One statement in kernel style: as it is when it ends by column 80, else broken behind commas, each new line
 * aligned to the innermost open parenthesis with tabs and spaces. Text that has lines already stays.
 */
export function fitLine(indent: string, text: string): string {
  if (text.includes("\n") || columnOf(indent + text) <= LIMIT) return text;
  const parens: number[] = [];
  let column = columnOf(indent);
  let out = "";
  for (const piece of splitBehindCommas(text)) {
    const align = parens.at(-1);
    if (align !== undefined && column + 1 + piece.length > LIMIT) {
      out += `\n${"\t".repeat(Math.floor(align / TAB))}${" ".repeat(align % TAB)}`;
      column = align;
    } else if (out !== "") {
      out += " ";
      column++;
    }
    for (const token of piece.match(LITERAL_OR_CHAR) ?? []) {
      column += token.length;
      if (token === "(") parens.push(column);
      else if (token === ")") parens.pop();
    }
    out += piece;
  }
  return out;
}

/** `f(a, g(b, c))` as `f(a,` `g(b,` `c))`. */
function splitBehindCommas(text: string): string[] {
  const pieces = [""];
  for (const token of text.match(LITERAL_OR_CHAR) ?? []) {
    if (token === " " && pieces.at(-1)!.endsWith(",")) pieces.push("");
    else pieces[pieces.length - 1] += token;
  }
  return pieces;
}
