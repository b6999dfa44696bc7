/**
 * The kernel marks places for objtool with a numbered label in a `.discard.` section, which no linked object
 * keeps: `912: nop; .pushsection .discard.instr_begin; .long 912b - .`, the number being `__COUNTER__`. One
 * use of that macro more above shifts them all. The number goes, in the template and in the operand that
 * carries it; that the label is there stays.
 */
export function dropDiscardCounters(tokens: readonly string[]): readonly string[] {
  const asm = tokens.indexOf("asm");
  const at = tokens.findIndex((token, index) => index > asm && token.startsWith('"'));
  const template = tokens[at];
  if (asm < 0 || template === undefined || !template.includes(".pushsection .discard.")) return tokens;
  const isLabel = (token: string): boolean =>
    /^\d+$/.test(token) && (new RegExp(`\\b${token}:`).test(template) || template.includes(OPERAND_LABEL));
  const counter = tokens.find((token, index) => index > at && tokens[index - 1] === "i32" && isLabel(token));
  if (counter === undefined) return tokens;
  return tokens.map((token, index) => {
    if (index === at) return token.replace(new RegExp(`\\b${counter}(?=[:bf]\\b|:)`, "g"), "#");
    return index > at && token === counter && tokens[index - 1] === "i32" ? "#" : token;
  });
}

/** A label that is numbered by the first operand. */
const OPERAND_LABEL = "$" + "{0:c}:";
