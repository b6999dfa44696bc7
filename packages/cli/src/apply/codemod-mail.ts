import type { CodemodMeta } from "@kindred/codemod";
import { subjectPrefix } from "@kindred/fold";
import { wrapParagraph } from "../series/wrap-paragraph.ts";

/** Maintainers' scripts and eyes want a subject to end here. */
const SUBJECT_LENGTH = 75;
/** Words that nothing may end in. */
const LINKING = /[\s,;:]+(?:a|an|and|as|at|by|for|from|in|instead|of|on|or|that|the|their|to|which|with)$/;

/** The subject of one file's patch: the prefix of its folder and what the codemod does. */
export function codemodSubject(file: string, meta: CodemodMeta): string {
  const prefix = subjectPrefix([file]);
  return `${prefix}${shorten(shortSummary(meta), SUBJECT_LENGTH - prefix.length)}`;
}

/** What the series does, as the title of its cover letter. */
export function codemodTitle(meta: CodemodMeta): string {
  const summary = shortSummary(meta);
  return shorten(summary.charAt(0).toUpperCase() + summary.slice(1), SUBJECT_LENGTH);
}

/** Why the change is right, and what made it. */
export function codemodBody(meta: CodemodMeta): string {
  const why = meta.description ?? `${withoutFullStop(meta.summary)}.`;
  return [why, `Made with the Kindred codemod ${meta.id}.`].map(wrapParagraph).join("\n\n");
}

function shortSummary({ subject, summary }: CodemodMeta): string {
  return subject ?? lowerFirst(withoutFullStop(summary));
}

/** Whole words only: a call that is cut in the middle reads like another one. */
function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const [first, ...others] = text.split(" ") as [string, ...string[]];
  let short = first;
  for (const word of others) {
    if (short.length + 1 + word.length > length) break;
    short = `${short} ${word}`;
  }
  while (LINKING.test(short)) short = short.replace(LINKING, "");
  return short.replace(/[,;:]$/, "");
}

/** Words that are written in capitals stay so. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function withoutFullStop(text: string): string {
  return text.replace(/\.$/, "");
}
