import type { MutantReport, MutantSurvivor } from "@kindred/proof";
import { countOf } from "../format/format-number.ts";

/** `5 of 5`; what the table of verdicts shows. */
export function mutantCount({ compared, toldApart }: MutantReport): string {
  return `${toldApart} of ${compared}`;
}

/** What became of mistakes that were put into a helper on purpose, in a sentence. */
export function describeMutants({ compared, toldApart, survivors }: MutantReport): string {
  if (compared === 0) return "No mistake could be put into the helper to test the comparison.";
  const harmless = survivors.filter((survivor) => survivor.harmless).length;
  const equal = survivors.length - harmless;
  const parts = [
    `Of ${countOf(compared, "mistake")} put into the helper on purpose the comparison found ${toldApart}`,
    ...(harmless > 0 ? [`${harmless} give${harmless === 1 ? "s" : ""} the same object byte by byte`] : []),
    ...(equal > 0 ? [`${equal} went unseen`] : []),
  ];
  return `${parts.join("; ")}.`;
}

/** A mistake that was not told apart, with its place. */
export function describeSurvivor(survivor: MutantSurvivor): string {
  const { file, line, operator, was, now, rung, harmless } = survivor;
  const why = harmless ? "harmless" : "not told apart";
  return `${file}:${line}: ${operator} \`${was}\` to \`${now}\`: ${why} (${rung})`;
}
