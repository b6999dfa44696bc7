import { compareMasked } from "../compare/compare-masked.ts";
import { describeMasked } from "../compare/describe-masked.ts";
import type { MaskedNames } from "../compare/masked-names.ts";
import type { RungAnswer } from "./rung.ts";

/** What both comparators say of an item that two sides do not share. */
interface Difference {
  readonly label: string;
  readonly kind: string;
  readonly detail: string;
}

/** Two sides as they are; when they differ, with names masked. */
export function answerRung(
  names: MaskedNames,
  compare: (mask?: MaskedNames) => readonly Difference[],
): RungAnswer {
  if (compare().length === 0) return EQUAL;
  const [masked, [first, ...rest]] = compareMasked(names, compare);
  if (first === undefined) return { equal: true, masked: true, difference: describeMasked(masked) };
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : "";
  const difference = `\`${first.label}\` ${first.kind.replace("-", " ")}: ${first.detail}${more}`;
  return { equal: false, masked: false, difference };
}

/** The answer when nothing is left to compare. */
export const EQUAL: RungAnswer = { equal: true, masked: false, difference: null };
