import type { LoadedFamily } from "../families/loaded-family.ts";
import type { ConstantScope } from "../holes/constant-type.ts";
import type { FoldMember } from "../members/fold-member.ts";
import type { KernelHeaders } from "../members/kernel-headers.ts";
import type { SourceFile } from "../members/source-file.ts";
import { rememberWith } from "../memo/remember.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import type { FlagPlan } from "./plan-flags.ts";

/**
 * Statements of one member go to another's place. What they use must be declared there: in a lone file before the
 * first member; in several files by headers that each of them includes, since any of them may get the helper.
 */
export function refuseUnseenNames(
  { runs }: FlagPlan,
  { members, scopes }: LoadedFamily,
): Refusal | undefined {
  const [{ file }] = members;
  const words = wordsUsed(runs, members);
  const isLone = members.every((member) => member.file === file);
  const start = Math.min(...members.map(({ span }) => span.start));
  const unseen = [...words].find((word) =>
    isLone
      ? isDeclaredBehind(word, start, file)
      : !KEYWORD.test(word) && !scopes.every((scope) => isInHeaders(word, scope)),
  );
  return unseen === undefined
    ? undefined
    : refuse("needs-statement-hole", `${unseen} may not be declared where the helper goes.`);
}

const KEYWORD =
  /^(?:if|else|for|while|do|switch|case|default|break|continue|return|goto|sizeof|struct|union|enum|const|volatile|void|char|short|int|long|unsigned|signed|bool|true|false|NULL)$/;

/** Words of the statements that the members do not declare themselves. */
function wordsUsed(runs: FlagPlan["runs"], members: readonly FoldMember[]): Set<string> {
  const words = new Set<string>();
  for (const { node } of runs.flatMap(({ sites }) => sites)) {
    for (const [i, term] of node.terms.entries()) {
      const { text, names } = members[i];
      const tokens = term ? cTokens(text.slice(term.start, term.end)).filter(isWord) : [];
      for (const token of tokens) if (!names.at.has(term!.start + token.start)) words.add(token.text);
    }
  }
  return words;
}

function isInHeaders(word: string, { macros, headers }: ConstantScope): boolean {
  const own = macros.files.slice(1).some((header) => header.words.has(word));
  return own || isInKernel(headers, word);
}

const isInKernel = rememberWith((headers: KernelHeaders, word: string) =>
  headers.some((header) => header.text.includes(word)),
);

/**
 * Whether all that a file says of a name outside of functions stands behind an offset, and something does. Where it says
 * nothing, a macro may have made the name of a part: `DEVICE_ATTR(power, …)` of `dev_attr_power`.
 */
function isDeclaredBehind(word: string, start: number, file: SourceFile): boolean {
  const places = [
    ...file.functions.filter(({ name }) => name === word).map((span) => span.start),
    ...file.directives.filter(({ rest }) => rest.includes(word)).map((directive) => directive.start),
    ...file.tokens
      .filter((token) => token.text === word && isOutside(token.start, file))
      .map((token) => token.start),
  ];
  const all = places.length > 0 ? places : placesOfParts(word, file);
  return all.length > 0 && Math.min(...all) >= start;
}

/** Where the first argument of a macro in capitals, outside of functions, is a part of a name. */
function placesOfParts(word: string, file: SourceFile): number[] {
  const { tokens } = file;
  const isPart = (text: string): boolean => /^[A-Za-z]\w+$/.test(text) && `_${word}_`.includes(`_${text}_`);
  return tokens
    .filter(
      ({ text, start }, i) =>
        tokens[i - 1]?.text === "(" &&
        /^[A-Z][A-Z0-9_]+$/.test(tokens[i - 2]?.text ?? "") &&
        isPart(text) &&
        isOutside(start, file),
    )
    .map((token) => token.start);
}

function isOutside(offset: number, { functions }: SourceFile): boolean {
  return !functions.some((span) => span.bodyStart <= offset && offset < span.end);
}
