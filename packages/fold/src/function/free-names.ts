import type { FunctionDesign } from "../print/function-design.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import { leavesOf } from "../syntax/term.ts";

/** Names from outside that a helper's text uses. */
export function freeNames({ members, body, moved: texts }: FunctionDesign): ReadonlySet<string> {
  const { term, names } = members[body];
  const free = leavesOf(term).filter(
    (leaf) => /^(?:type_)?identifier$/.test(leaf.type) && !names.at.has(leaf.start),
  );
  const moved = texts.flatMap((text) => cTokens(text).filter(isWord));
  return new Set([...free, ...moved].map(({ text }) => text));
}
