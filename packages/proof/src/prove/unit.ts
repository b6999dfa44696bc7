import type { ChangedFiles } from "../compile/scratch-mirror.ts";
import type { CompileCommand } from "../kernel/compile-command.ts";
import type { Level } from "../verdicts.ts";

/** Another source, which defines functions that a unit calls. */
export interface Home {
  /** Relative to the kernel root; its text is among the unit's files, also when it is not changed. */
  readonly file: string;
  readonly command: CompileCommand;
  /** The helpers among its functions. */
  readonly names: readonly string[];
}

/** One source that a patch changes, directly or through a header: what is compiled twice and compared. */
export interface Unit {
  readonly patch: string;
  /** Relative to the kernel root. */
  readonly file: string;
  readonly command: CompileCommand;
  /** Changed files as this source sees them, before and after the patch; with the source itself. */
  readonly before: ChangedFiles;
  readonly after: ChangedFiles;
  /** Forced inline before, and after. */
  readonly namesBefore: ReadonlySet<string>;
  readonly namesAfter: ReadonlySet<string>;
  /** Where helpers are defined that this source calls and does not see. */
  readonly homes: readonly Home[];
}

/** What was found out about a unit. */
export interface UnitResult {
  readonly level: Level;
  readonly rung: string;
  readonly command: string;
  readonly seconds: number;
  readonly difference: string | null;
  readonly notes: readonly string[];
  /** It may come out otherwise next time with nothing changed, since a tool was missing, killed or too slow: not to be kept. */
  readonly isPassing?: boolean;
}
