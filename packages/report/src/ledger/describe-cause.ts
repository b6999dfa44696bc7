import type { FileVerdict } from "@kindred/proof";
import { countOf } from "../format/format-number.ts";
import { CAUSE_WORDS, SHAPE_WORDS } from "../words/causes.ts";

/** Why a file is not proved and what may prove, a line each; what the rungs said where no cause was looked for. */
export function describeDifference({ cause, advice, difference }: FileVerdict): string[] {
  if (cause === undefined) return difference?.split("\n") ?? [];
  const others = cause.others === undefined ? "" : `, and ${countOf(cause.others, "more", "more")}`;
  const where = cause.function === "" ? "" : ` (${cause.function}${others})`;
  return [
    `why: ${CAUSE_WORDS[cause.kind]}${where}`,
    cause.shown,
    ...sideLine("before: ", cause.before),
    ...sideLine("after:  ", cause.after),
    ...adviceLine(advice),
  ];
}

function sideLine(label: string, [line]: readonly string[]): string[] {
  return line === undefined ? [] : [`${label}${line}`];
}

function adviceLine(advice: FileVerdict["advice"] = []): string[] {
  if (advice.length === 0) return [];
  const shapes = advice.map(({ shape, why }) => `${SHAPE_WORDS[shape]} (${why})`);
  return [`may prove: ${shapes.join("; ")}`];
}
