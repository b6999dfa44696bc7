/** A value that the publisher may choose. The template holds the default, so that it is C as it stands. */
export type LibraryParameter = PrefixParameter | DefineParameter;

/** Replaces the word with which every name and file of the library begins, in lower and upper case. */
export interface PrefixParameter {
  readonly kind: "prefix";
  readonly name: string;
  readonly default: string;
  readonly summary: string;
}

/** Replaces the integer behind `#define MACRO` in a header. */
export interface DefineParameter {
  readonly kind: "define";
  readonly name: string;
  readonly macro: string;
  readonly default: string;
  readonly summary: string;
}

/** The interface as it was when `version` came out: name of each exported function to its prototype. */
export interface RecordedExports {
  readonly version: string;
  readonly signatures: Readonly<Record<string, string>>;
}

/** `library.json`. */
export interface LibraryManifest {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly version: string;
  /** First word of the mail's subject: `watchdog`. */
  readonly subsystem: string;
  /** Rest of the subject. */
  readonly summary: string;
  /** Mail body, as lines of at most 72 characters. */
  readonly description: readonly string[];
  /** Folder of the kernel tree for sources and tests. */
  readonly directory: string;
  /** Kconfig option of that folder after which the library's options come; its Kbuild line, likewise. */
  readonly after?: string;
  readonly kernels: { readonly oldest: string; readonly tested: readonly string[] };
  /** `Name <address>`; may be empty, then the publisher is the maintainer. */
  readonly maintainers: readonly string[];
  readonly lists: readonly string[];
  readonly parameters: readonly LibraryParameter[];
  readonly exports: RecordedExports;
}
