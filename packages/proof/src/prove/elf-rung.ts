import { compareMasked } from "../compare/compare-masked.ts";
import { describeMasked } from "../compare/describe-masked.ts";
import type { MaskedNames } from "../compare/masked-names.ts";
import { COMPARE_OPTIONS } from "../compile/compile-unit.ts";
import { compareObjects, type ObjectDifference } from "../elf/compare-objects.ts";
import type { Rung, RungAnswer } from "./rung.ts";

/** Objects of the build's own compiler, symbol by symbol. */
export function elfRung(extra: readonly string[]): Rung {
  return {
    name: "elf-symbols",
    level: "identical",
    job: { extra: [...COMPARE_OPTIONS, ...extra], emit: ["-c"] },
    compare: compareElf,
  };
}

function compareElf(before: Buffer, after: Buffer, names: MaskedNames): RungAnswer {
  const differences = compareObjects(before, after);
  if (differences.length === 0) return { equal: true, masked: false, difference: null };
  const compare = (mask: MaskedNames): ObjectDifference[] => compareObjects(before, after, mask);
  const [masked, left] = compareMasked(names, compare);
  if (left.length === 0) return { equal: true, masked: true, difference: describeMasked(masked) };
  return { equal: false, masked: false, difference: describe(left[0]!, left.length) };
}

function describe(difference: ObjectDifference, count: number): string {
  const more = count > 1 ? ` (and ${count - 1} more)` : "";
  return `\`${difference.label}\` ${difference.kind.replace("-", " ")}: ${difference.detail}${more}`;
}
