import type { MaskedNames } from "../compare/masked-names.ts";
import type { Compiled, CompileJob } from "../compile/compile-unit.ts";

/** What a rung of the ladder says when both sides could be compiled for it. */
export interface RungAnswer {
  readonly equal: boolean;
  /** Equal only when the names of the folded functions are taken as one (see `call-site-records.ts`). */
  readonly masked: boolean;
  /** First difference; for a masked equality what the mask hid. */
  readonly difference: string | null;
}

/** A way of comparing two sides, without knowing what they are. */
export interface Rung {
  readonly name: string;
  /** Name of the level that it shows when nothing was masked. */
  readonly level: "identical" | "equivalent";
  /** Changes to a compile job that give this rung its input. */
  readonly job: Pick<CompileJob, "compiler" | "accepts" | "extra" | "emit">;
  /**
   * Joins what a unit's compile wrote with that of the sources that define helpers of it, if this side has any. A rung
   * that can is for units with such helpers, and only for these.
   */
  link?(
    unit: Buffer,
    offers: readonly Buffer[],
    names: ReadonlySet<string>,
  ): Promise<Pick<Compiled, "output" | "failure">>;
  compare(before: Buffer, after: Buffer, names: MaskedNames): Promise<RungAnswer> | RungAnswer;
}

/** Both sides of a comparison. */
export interface Sides {
  /** The helper and what it replaces are forced inline. */
  readonly forced: boolean;
  readonly before: Compiled;
  readonly after: Compiled;
}
