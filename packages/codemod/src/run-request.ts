import type { Edit, Skipped, SourceEntry } from "@kindred/c-source";

/** `codemods/<id>/meta.json`. */
export interface CodemodMeta {
  readonly id: string;
  readonly summary: string;
  readonly confidence: "high" | "moderate" | "low";
  readonly safety: "safe" | "review";
  readonly kernelVersions: string;
  /** A short summary in the imperative, which the subject of a mail has room for. */
  readonly subject?: string;
  /** What a mail explains: why the change is right, in two or three sentences. */
  readonly description?: string;
  /** What maintainers say about stand-alone patches of this kind. */
  readonly advice?: string;
  /** The folders whose files the advice is about; without it, all. */
  readonly adviceFor?: readonly string[];
  /** The peer semantic patch, as a path in the kernel tree. */
  readonly semanticPatch?: string;
}

export interface RunRequest {
  /** Folder with `transform.ts` (and `meta.json`), or the path of one `.ts` file. */
  readonly codemod: string;
  readonly sources: readonly SourceEntry[];
  readonly workers: number;
  /** Where a file that the codemod makes would be, by its path from the kernel's root; undefined when none may be made there. */
  readonly placeNew?: (path: string) => SourceEntry | undefined;
  /** A Makefile or Kconfig file of the tree, by its path from the kernel's root; undefined when the run has no such file. */
  readonly findBuildFile?: (path: string) => SourceEntry | undefined;
  /** Explain why nothing matched at this place: `name` of a source and a 1-based line. */
  readonly why?: { readonly file: string; readonly line: number };
  readonly onProgress?: (done: number, total: number) => void;
  /** The worker script; the CLI's bundle passes its own. */
  readonly workerEntry?: URL;
  /** A file that takes longer is skipped and its worker killed; 10,000 when not given. */
  readonly fileTimeoutMs?: number;
}

export interface FileChange {
  /** `name` of the source. */
  readonly file: string;
  readonly edits: readonly Edit[];
  /** Set for a file that is not there yet: its text is one insertion. */
  readonly created?: SourceEntry;
  /** Set for a Makefile or Kconfig file, which is none of the sources. */
  readonly buildFile?: SourceEntry;
}

export interface RunResult {
  readonly changes: readonly FileChange[];
  readonly unmodified: number;
  /** Files without any of the prefilter's words: never parsed. */
  readonly filtered: number;
  readonly skipped: readonly Skipped[];
  readonly why?: string;
}
