/** `OUT/verdicts.json`, design sections 4 and 7. */

/** Strongest first. */
export const LEVELS = ["identical", "equivalent", "observed", "builds", "unbuilt", "fails"] as const;
export type Level = (typeof LEVELS)[number];

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
}

export interface PatchVerdict {
  /** File name of the patch without `.patch`. */
  readonly patch: string;
  /** The weakest level of its files. */
  readonly level: Level;
  readonly files: readonly FileVerdict[];
  /** New checkpatch findings, new compiler warnings, a refusal of `git am`: anything that a maintainer must see. */
  readonly notes: readonly string[];
}

export type VerdictTotals = Readonly<Record<Level, number>>;

export interface VerdictsDocument {
  readonly schemaVersion: 1;
  readonly totals: VerdictTotals;
  readonly patches: readonly PatchVerdict[];
}
