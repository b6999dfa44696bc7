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

/**
 * Why a file is not proved, as an experiment showed it:
 * - `different`: a run of the function, before and after, that the outside can tell apart;
 * - `effect-order`: the same calls and stores in another order;
 * - `line-numbers`: equal when `__LINE__` and `__FILE__` are held constant, which the patch's code uses;
 * - `function-names`: equal when the names of changed functions (`__func__`) are held constant;
 * - `static-state`: a `static` local is there on one side only, or became one with another;
 * - `data`: a table or an entry of one differs;
 * - `helper-elsewhere`: the helper is defined in another file, so that its call cannot be looked into here;
 * - `inlining`: the compiler left a call on one side; the runs agree;
 * - `control-flow`: branches or loops in another form; the runs agree;
 * - `reassociation`: the same effects in the same places, values worked out otherwise; the runs agree;
 * - `new-file`: there is nothing to compare with;
 * - `unknown`: no experiment could say.
 */
export const DIFFERENCE_KINDS = [
  "different",
  "effect-order",
  "line-numbers",
  "function-names",
  "static-state",
  "data",
  "helper-elsewhere",
  "inlining",
  "control-flow",
  "reassociation",
  "new-file",
  "unknown",
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface DifferenceCause {
  readonly kind: DifferenceKind;
  /** The function or datum that differs; of several the one with the gravest difference. */
  readonly function: string;
  /** The first lines that differ, as canonical LLVM IR. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What the experiment was, and what came out, in a sentence or two. */
  readonly shown: string;
  /** How many other functions and data differ. */
  readonly others?: number;
}

/**
 * Another shape for the same fold: `values` passed instead of pointers or constant data; a `macro` that makes each
 * function; a `header-helper`, `static inline` where all its users see it; a `fragment`, less code in the helper;
 * `fewer-members`: without the functions of this file.
 */
export const HELPER_SHAPES = ["values", "macro", "header-helper", "fragment", "fewer-members"] as const;
export type HelperShape = (typeof HELPER_SHAPES)[number];

export interface ShapeAdvice {
  readonly shape: HelperShape;
  /** Why, in half a sentence. */
  readonly why: string;
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
  /** Of a file that builds and is not proved. */
  readonly cause?: DifferenceCause;
  /** Which other shape of the helper would prove, best first; none where no shape would. */
  readonly advice?: readonly ShapeAdvice[];
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
