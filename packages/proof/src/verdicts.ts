/** `OUT/verdicts.json`, design sections 4 and 7. */

/** Strongest first. */
export const LEVELS = ["identical", "equivalent", "observed", "builds", "unbuilt", "fails"] as const;
export type Level = (typeof LEVELS)[number];

/** What was seen when a driver ran before and after a patch (`prove --run`). */
export interface Observation {
  /** Name and version. */
  readonly emulator: string;
  /** The module that ran, and the device that was emulated for it. */
  readonly driver: string;
  readonly device: string;
  /**
   * `equal`: it worked on both sides, with equal register traces, and every changed place ran. `unseen`: equal, but some
   * changed code never ran. `differs`: it worked, with other accesses. `broken`: it worked before only. `none`: no comparison.
   */
  readonly outcome: "equal" | "unseen" | "differs" | "broken" | "none";
  /** What was done with it, in order. */
  readonly exercised: readonly string[];
  /** Register accesses that were compared. */
  readonly accesses: number;
  /** Changed lines with code in the module, and how many of them ran. */
  readonly changedLines: number;
  readonly ranLines: number;
  /** The first differing access, the code that never ran, what does not work, or why nothing was compared. */
  readonly difference: string | null;
}

export interface FileVerdict {
  /** Relative to the kernel root. */
  readonly file: string;
  readonly level: Level;
  /** Which rung of the ladder showed it: `elf-symbols`, `llvm-ir-graph`, …; for `unbuilt` and `fails` the step that failed. */
  readonly rung: string;
  /** The compile command (compiler and arguments), or the make command that was tried. */
  readonly command: string;
  readonly seconds: number;
  /** The first difference, or why it was not built or failed; null when there is none. */
  readonly difference: string | null;
  /** Only with `--run`, for sources of a driver that an emulator has a device for. */
  readonly observation?: Observation;
}

export interface PatchVerdict {
  /** File name of the patch without `.patch`. */
  readonly patch: string;
  /** The weakest level of its files. */
  readonly level: Level;
  readonly files: readonly FileVerdict[];
  /** New checkpatch findings, new compiler warnings, a refusal of `git am`: anything that a maintainer must see. */
  readonly notes: readonly string[];
  /** What became of mutants of the patch's helpers, when they were asked for and a file was proved. */
  readonly mutants?: MutantReport;
}

/** Mistakes put into a helper on purpose: each must come out different, or the comparison is blind. */
export interface MutantReport {
  /** Mutants that compile and were compared. */
  readonly compared: number;
  readonly toldApart: number;
  /** Mutants that are no C; others were made in their place. */
  readonly rejected: number;
  readonly seconds: number;
  /** Rungs that told no mutant apart; the files that they had proved are lowered to `builds`. */
  readonly blind: readonly string[];
  readonly survivors: readonly MutantSurvivor[];
}

/** A mutant that was not told apart. */
export interface MutantSurvivor {
  readonly file: string;
  readonly line: number;
  readonly operator: string;
  readonly was: string;
  readonly now: string;
  readonly rung: string;
  /** The tree's compiler makes the same object with it and without, byte by byte: it changes nothing. */
  readonly harmless: boolean;
}

export type VerdictTotals = Readonly<Record<Level, number>>;

export interface VerdictsDocument {
  readonly schemaVersion: 1;
  readonly totals: VerdictTotals;
  readonly patches: readonly PatchVerdict[];
}
