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
 * One statement in kernel style. The first of these that keeps within 80 columns: as it is; broken behind commas, each
 * new line aligned to the innermost open parenthesis; broken behind its `=`, and then behind commas. If none does, the
 * one with the shortest longest line. Text that has lines already stays.
 */
export function fitLine(indent: string, text: string): string {
  if (text.includes("\n")) return text;
  const assignment = / = (?!\{)/.exec(text);
  const layouts = [text, breakBehindCommas(indent, text)];
  if (assignment) {
    const deeper = `${indent}\t`;
    const value = text.slice(assignment.index + assignment[0].length);
    const head = `${text.slice(0, assignment.index)} =\n${deeper}`;
    layouts.push(head + value, head + breakBehindCommas(deeper, value));
  }
  const widths = layouts.map((layout) => widest(indent + layout));
  const fitting = widths.findIndex((width) => width <= LIMIT);
  return layouts[fitting >= 0 ? fitting : widths.indexOf(Math.min(...widths))];
}

function widest(text: string): number {
  return Math.max(...text.split("\n").map(columnOf));
}

function breakBehindCommas(indent: string, text: string): string {
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
