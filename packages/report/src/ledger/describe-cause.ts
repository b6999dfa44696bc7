import type { FileVerdict } from "@kindred/proof";
import { countOf } from "../format/format-number.ts";
import { CAUSE_WORDS, SHAPE_WORDS } from "../words/causes.ts";

/** What is told of a file that fell short. */
export interface ToldDifference {
  /** Sentences, which may be wrapped. */
  readonly words: readonly string[];
  /** Lines of code or of a tool, which may be cut. */
  readonly code: readonly string[];
}

/** Why a file is not proved and what may prove; what the rungs said where no cause was looked for. */
export function describeDifference({ cause, advice, difference }: FileVerdict): ToldDifference {
  if (cause === undefined) return { words: [], code: difference?.split("\n") ?? [] };
  const others = cause.others === undefined ? "" : ` and ${countOf(cause.others, "more", "more")}`;
  const where = cause.function === "" ? "" : `, in ${cause.function}${others}`;
  return {
    words: [`why: ${CAUSE_WORDS[cause.kind]}${where}`, cause.shown, ...adviceLine(advice)],
    code: [...sideLine("before: ", cause.before), ...sideLine("after:  ", cause.after)],
  };
}

function sideLine(label: string, [line]: readonly string[]): string[] {
  return line === undefined ? [] : [`${label}${line}`];
}

function adviceLine(advice: FileVerdict["advice"] = []): string[] {
  if (advice.length === 0) return [];
  const shapes = advice.map(({ shape, why }) => `${SHAPE_WORDS[shape]} (${why})`);
  return [`may prove: ${shapes.join("; ")}`];
}
