/** The rules of {@link checkLibrary}, stable for ever. */
export type LibraryRule =
  | "layout" // a file that a template has no place for, or a missing one
  | "manifest" // library.json breaks its schema
  | "licence" // no SPDX line, or in the wrong comment style
  | "name" // a name outside the library's prefix
  | "export" // an export that no header declares, or declares differently
  | "kernel-doc" // an export without full kernel-doc
  | "kbuild" // Kbuild, Kconfig and sources disagree
  | "parameter" // a parameter that the template does not have
  | "signature"; // the recorded interface changed without the version saying so

/** One thing wrong with a template. */
export interface LibraryFinding {
  readonly rule: LibraryRule;
  /** Path in the template. */
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  /** A sentence; where it helps, a second one with the fix. */
  readonly message: string;
}
