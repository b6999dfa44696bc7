import type { CText } from "../text/c-text.ts";

/** A C file that a run looks at. `path` opens it; `name` (relative to the tree, `/`-separated) is what is shown. */
export interface SourceEntry {
  readonly path: string;
  readonly name: string;
  readonly size: number;
}

/** Anything not analysed, folded or proved. `subject` is a file, a function or a family; `reason` a stable kebab-case code; `detail` a sentence. */
export interface Skipped {
  readonly subject: string;
  readonly reason: string;
  readonly detail: string;
}

/** Read access to a kernel tree for packages that must not touch the file system themselves. Paths are relative to `root`, `/`-separated. */
export interface TreeReader {
  readonly root: string;
  /** The file's text, or undefined when there is none (or it is not a regular file inside the tree). */
  readText(path: string): CText | undefined;
  /** Names of the entries of a folder, sorted; folders end in `/`. Empty when there is no such folder. */
  list(directory: string): readonly string[];
}
