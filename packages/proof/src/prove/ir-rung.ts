import { compareMasked } from "../compare/compare-masked.ts";
import { describeMasked } from "../compare/describe-masked.ts";
import type { MaskedNames } from "../compare/masked-names.ts";
import type { Clang } from "../compile/clang-options.ts";
import { COMPARE_OPTIONS } from "../compile/compile-unit.ts";
import { compareIr } from "../ir/compare-ir.ts";
import { describeFailure, runTool } from "../tools/run-tool.ts";
import type { Rung, RungAnswer } from "./rung.ts";

const OPTIMISED = ["-O2", "-S", "-emit-llvm"];

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
      compareTexts(before.toString("latin1"), after.toString("latin1"), names),
  };
}

/** The same once more through the optimiser, which takes away what the first pass left by chance. */
export function irAgainRung(clang: Clang, first: Rung, timeLimitSeconds: number): Rung | undefined {
  const { opt } = clang;
  if (opt === undefined) return undefined;
  const optimise = async (ir: Buffer): Promise<string> => {
    const argv = [opt, "-passes=default<O2>", "-S"];
    const result = await runTool(argv, { input: ir, encoding: "latin1", timeLimitSeconds });
    if (result.outcome !== "exited" || result.code !== 0) throw new Error(describeFailure(argv, result));
    return result.stdout;
  };
  return {
    ...first,
    name: "llvm-ir-graph-o2",
    compare: async (before, after, names) =>
      compareTexts(await optimise(before), await optimise(after), names),
  };
}

function compareTexts(before: string, after: string, names: MaskedNames): RungAnswer {
  const differences = compareIr(before, after);
  if (differences.length === 0) return { equal: true, masked: false, difference: null };
  const [masked, [first, ...rest]] = compareMasked(names, (mask) => compareIr(before, after, mask));
  if (first === undefined) return { equal: true, masked: true, difference: describeMasked(masked) };
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : "";
  return {
    equal: false,
    masked: false,
    difference: `\`${first.label}\` ${first.kind.replace("-", " ")}: ${first.detail}${more}`,
  };
}
