import type { MaskedNames } from "../compare/masked-names.ts";
import { COMPARE_OPTIONS } from "../compile/compile-unit.ts";
import { compareObjects } from "../elf/compare-objects.ts";
import { answerRung, EQUAL } from "./answer-rung.ts";
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

/**
 * Other ways for the same compiler to make code of the same text. What `-O2` does with a function depends on guesses
 * (which branch is likely, what is worth hoisting, which functions are the same) that see a helper's borders even when
 * it is inlined; each of these guesses otherwise or not at all, so each makes other pairs equal.
 */
const OTHER_WAYS: readonly { readonly name: string; readonly options: readonly string[] }[] = [
  // The macro goes: what a text says under `#ifdef __OPTIMIZE_SIZE__` must stay what the build compiles.
  { name: "elf-symbols-os", options: ["-Os", "-U__OPTIMIZE_SIZE__", "-fno-ipa-icf"] },
  { name: "elf-symbols-o1", options: ["-O1", "-fno-ipa-icf"] },
  {
    name: "elf-symbols-plain",
    options: [
      "-fno-guess-branch-probability",
      "-fno-schedule-insns2",
      "-fno-tree-pre",
      "-fno-tree-loop-im",
      "-fno-reorder-functions",
      "-fno-ipa-icf",
    ],
  },
];

/**
 * The same comparison at other optimisation levels. Equal machine code means the same function whatever the level,
 * but for undefined behaviour and for text that asks what the optimiser knows (`__builtin_constant_p`): so never more
 * than `equivalent`, since the kernel's own flags may compile that otherwise. clang has no words for the finer choices.
 */
export function elfRungsOtherwise(compilerVersion: string, extra: readonly string[]): Rung[] {
  const isClang = compilerVersion.includes("clang");
  const ways = OTHER_WAYS.map(({ name, options }) => ({
    name,
    options: isClang ? options.filter((option) => !option.startsWith("-fno-")) : options,
  }));
  return ways
    .filter(({ options }) => options.length > 0)
    .map(({ name, options }) => ({
      name,
      level: "equivalent",
      job: { extra: [...COMPARE_OPTIONS, ...extra, ...options], emit: ["-c"] },
      compare: compareElf,
    }));
}

function compareElf(before: Buffer, after: Buffer, names: MaskedNames): RungAnswer {
  if (before.equals(after)) return EQUAL;
  return answerRung(names, (mask) => compareObjects(before, after, mask));
}
