import type { MaskedNames } from "../compare/masked-names.ts";
import type { Clang } from "../compile/clang-options.ts";
import { COMPARE_OPTIONS } from "../compile/compile-unit.ts";
import { compareIr } from "../ir/compare-ir.ts";
import { answerRung, EQUAL } from "./answer-rung.ts";
import { optimiseIr, type Stages } from "./optimise-ir.ts";
import type { Rung, RungAnswer } from "./rung.ts";

const OPTIMISED = ["-O2", "-S", "-emit-llvm"];
/** IR as it is before any pass, with all that optimising needs. */
export const UNOPTIMISED = [...OPTIMISED, "-Xclang", "-disable-llvm-passes"];
const O2 = "default<O2>";
export const PASSES_AGAIN: Stages = [O2];
const AFTER_INLINING = `function(sroa,early-cse,instcombine,simplifycfg),globaldce,${O2}`;
export const PASSES_INLINED: Stages = ["always-inline", AFTER_INLINING];
/** `instcombine` first: the same struct may have two names in two sources, and a call through a cast is not inlined. */
export const PASSES_LINKED: Stages = [
  "function(instcombine),always-inline,elim-avail-extern",
  AFTER_INLINING,
];

/** Optimised LLVM IR, every function compared as a graph. */
export function irRung(clang: Clang, refused: ReadonlySet<string>, extra: readonly string[]): Rung {
  return {
    name: "llvm-ir-graph",
    level: "equivalent",
    job: {
      compiler: clang.compiler,
      accepts: (option) => !refused.has(option),
      extra: [...COMPARE_OPTIONS, ...extra],
      emit: OPTIMISED,
    },
    compare: (before, after, names) =>
      before.equals(after) ? EQUAL : compareTexts(before.toString("latin1"), after.toString("latin1"), names),
  };
}

/** The same once more through the optimiser, which takes away what the first pass left by chance. */
export function irAgainRung(clang: Clang, first: Rung, timeLimitSeconds: number): Rung | undefined {
  return optimisedRung(clang, first, "llvm-ir-graph-o2", { passes: PASSES_AGAIN, timeLimitSeconds });
}

/**
 * What a helper takes goes back to its callers before anything else is done: forced inlining first, then variables
 * that were passed by pointer and functions that were passed as values become what they were. clang's own order looks
 * at every function by itself before (and gives one that is never passed another convention, say), so that what
 * stood in one function and what stood in two never become the same again.
 */
export function irInlinedRung(clang: Clang, first: Rung, timeLimitSeconds: number): Rung | undefined {
  const job = { ...first.job, emit: UNOPTIMISED };
  const optimiser = { passes: PASSES_INLINED, timeLimitSeconds };
  return optimisedRung(clang, { ...first, job }, "llvm-ir-graph-inlined", optimiser);
}

interface Optimiser {
  readonly passes: Stages;
  readonly timeLimitSeconds: number;
}

/** A rung that compares what `opt` makes of the IR of another. */
export function optimisedRung(
  { opt }: Clang,
  first: Rung,
  name: string,
  { passes, timeLimitSeconds }: Optimiser,
): Rung | undefined {
  if (opt === undefined) return undefined;
  // One side is compared with many others when mutants are tried.
  const known = new WeakMap<Buffer, Promise<string>>();
  const optimiseOnce = (ir: Buffer): Promise<string> => {
    const optimised = known.get(ir) ?? optimiseIr(opt, ir, passes, timeLimitSeconds);
    known.set(ir, optimised);
    return optimised;
  };
  return {
    ...first,
    name,
    compare: async (before, after, names) =>
      before.equals(after)
        ? EQUAL
        : compareTexts(await optimiseOnce(before), await optimiseOnce(after), names),
  };
}

function compareTexts(before: string, after: string, names: MaskedNames): RungAnswer {
  return answerRung(names, (mask) => compareIr(before, after, mask));
}
