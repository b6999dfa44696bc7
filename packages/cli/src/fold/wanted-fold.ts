import type { Grain, Strategy } from "@kindred/clones";
import { type FoldPlan, STRATEGY_IDS } from "@kindred/fold";
import type { HelperShape, PatchVerdict } from "@kindred/proof";

/** Which other folds of the same members are wanted. */
export interface WantedFold {
  readonly strategies: readonly Strategy[];
  readonly grains?: readonly Grain[];
  /** The helper is to stand whole in a header. */
  readonly inHeader?: boolean;
  /** Runs of statements without a jump. */
  readonly straightRuns?: boolean;
  /** Only members of these files, which are relative to the kernel root. */
  readonly files?: ReadonlySet<string>;
}

const VALUES: readonly Strategy[] = ["existing-helper", "shared-function", "parameterised-function"];

const RUNS: readonly Strategy[] = STRATEGY_IDS.filter((id) => id !== "generator-macro");

/** What is to be planned for a shape that the proof of a fold advises; undefined when that is what it has. */
export function wantedFor(
  shape: HelperShape,
  { strategy }: FoldPlan,
  { files }: PatchVerdict,
): WantedFold | undefined {
  switch (shape) {
    case "values":
      return { strategies: VALUES.filter((id) => id !== strategy) };
    case "macro":
      return strategy === "generator-macro" ? undefined : { strategies: ["generator-macro"] };
    case "header-helper":
      return { strategies: [strategy], inHeader: true };
    case "fragment":
      return { strategies: RUNS, grains: ["fragment"], straightRuns: true };
    case "fewer-members": {
      const proved = files.filter(({ level }) => level === "identical" || level === "equivalent");
      return { strategies: [strategy], files: new Set(proved.map(({ file }) => file)) };
    }
  }
}
