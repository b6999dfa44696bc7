import type { CFile } from "./api/c-file.ts";
import type { CodemodApi } from "./api/codemod-api.ts";

/** A codemod: `export default defineCodemod({ … })` in `codemods/<id>/transform.ts`. */
export interface CodemodDefinition {
  /** The file is parsed only if it holds, for at least one inner list, every word of it. Empty or absent: every file. */
  readonly prefilter?: readonly (readonly string[])[];
  /**
   * Files that the codemod makes where the tree has none: their path from the kernel's root, and what stands in them
   * before `transform` sees them. Sources and headers only.
   */
  readonly creates?: Readonly<Record<string, string>>;
  /**
   * Makefiles and Kconfig files that `transform` is given too, by their path from the kernel's root; `insertLinesBefore`
   * and `insertLineBehind` are made for them. Nothing checks that what comes out is one.
   */
  readonly buildFiles?: readonly string[];
  /** Collects edits on `file`; runs once a file. */
  transform(file: CFile, api: CodemodApi): void;
}

/** Gives a codemod its types; returns it unchanged. */
export function defineCodemod(definition: CodemodDefinition): CodemodDefinition {
  return definition;
}
