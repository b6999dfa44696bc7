import type { FoldMember } from "../members/fold-member.ts";
import type { SourceFile } from "../members/source-file.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import type { FlagPlan } from "./plan-flags.ts";

/**
 * Statements of a later member go to where the first one stands: what they use must be declared by then. Members of
 * several files use nothing that one of the files declares (`refuseLocalMeaning` sees to that), so only a lone file
 * is looked through.
 */
export function refuseLaterNames({ runs }: FlagPlan, members: readonly FoldMember[]): Refusal | undefined {
  const [{ file }] = members;
  if (members.some((member) => member.file !== file)) return undefined;
  const start = Math.min(...members.map(({ span }) => span.start));
  const words = new Set<string>();
  for (const { node } of runs.flatMap(({ sites }) => sites)) {
    for (const [i, term] of node.terms.entries()) {
      const text = term ? members[i].text.slice(term.start, term.end) : "";
      for (const token of cTokens(text).filter(isWord)) words.add(token.text);
    }
  }
  const later = [...words].find((word) => isDeclaredBehind(word, start, file));
  return later === undefined
    ? undefined
    : refuse("needs-statement-hole", `${later} is declared behind the place of the helper.`);
}

/** Whether all that a file says of a name outside of functions stands behind an offset, and something does. */
function isDeclaredBehind(word: string, start: number, file: SourceFile): boolean {
  const places = [
    ...file.functions.filter(({ name }) => name === word).map((span) => span.start),
    ...file.directives.filter(({ rest }) => rest.includes(word)).map((directive) => directive.start),
    ...file.tokens
      .filter((token) => token.text === word && isOutside(token.start, file))
      .map((token) => token.start),
  ];
  return places.length > 0 && Math.min(...places) >= start;
}

function isOutside(offset: number, { functions }: SourceFile): boolean {
  return !functions.some((span) => span.bodyStart <= offset && offset < span.end);
}
