import { encodeC, lex, type ParsedC, TokenBuffer, walk } from "../src/index.ts";

/** Nodes whose parts are no tokens of the lexer. */
const WHOLE = new Set(["string_literal", "char_literal", "system_lib_string", "preproc_arg"]);

/**
 * Tokens of the original that are in no leaf of the tree and were not blanked either: text that a reader of the tree
 * would miss without knowing it. Leaves that overlap are listed too.
 */
export function uncoveredTokens(parsed: ParsedC): string[] {
  const leaves: { from: number; to: number }[] = [];
  walk(parsed.root, (node) => {
    if (node.type === "comment") return false;
    if (node.childCount > 0 && !WHOLE.has(node.type)) return true;
    leaves.push({ from: node.startIndex, to: node.startIndex + parsed.sourceOf(node).length });
    return false;
  });
  const lost = leaves
    .filter((leaf, i) => i > 0 && leaf.from < leaves[i - 1].to)
    .map(({ from, to }) => parsed.text.slice(from, to));
  const tokens = new TokenBuffer();
  lex(encodeC(parsed.text), parsed.text.length, tokens);
  let leaf = 0;
  for (let i = 0; i < tokens.count; i++) {
    const [from, to] = [tokens.start[i], tokens.end[i]];
    while (leaf < leaves.length && leaves[leaf].to <= from) leaf++;
    const isCovered = leaf < leaves.length && leaves[leaf].from <= from && leaves[leaf].to >= to;
    if (!isCovered && parsed.rewritten.slice(from, to).trim() !== "") lost.push(parsed.text.slice(from, to));
  }
  return lost;
}
