import type { CText } from "@kindred/c-source";
import type { TransformOutput } from "../run/transform-text.ts";

/** What a codemod makes new: paths from the kernel's root and texts. */
export type NewFiles = Readonly<Record<string, CText>>;

/** What the parent sends. The first message is always `load`. */
export type ParentMessage =
  | { readonly type: "load"; readonly transform: string }
  | {
      readonly type: "file";
      readonly id: number;
      readonly name: string;
      readonly text: CText;
      readonly whyLine?: number;
    };

/** What a worker answers: to `load` once, to each `file` once. The parent checks it like any input. */
export type WorkerMessage =
  | { readonly type: "started" }
  | {
      readonly type: "loaded";
      readonly prefilter: readonly (readonly string[])[];
      readonly creates: NewFiles;
      readonly buildFiles: readonly string[];
    }
  | { readonly type: "load-failed"; readonly message: string }
  | { readonly type: "done"; readonly id: number; readonly output: TransformOutput };

/** True for a list of lists of non-empty words. */
export function isPrefilter(value: unknown): value is string[][] {
  return (
    Array.isArray(value) &&
    value.every(
      (words) => Array.isArray(words) && words.every((word) => typeof word === "string" && word !== ""),
    )
  );
}

const MOST_NEW_FILES = 16;
const MOST_NEW_BYTES = 1 << 20;

/** True for a few sources or headers, each named by a path that stays below the root, with C text of a sane size. */
export function isNewFiles(value: unknown): value is NewFiles {
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MOST_NEW_FILES &&
    entries.every(
      ([path, text]) =>
        /^(?:[\w+-][\w.+-]*\/)*[\w+-][\w.+-]*\.[ch]$/.test(path) &&
        typeof text === "string" &&
        text.length <= MOST_NEW_BYTES &&
        !/[^\0-\xff]/.test(text),
    )
  );
}

const MOST_BUILD_FILES = 16;
const BUILD_FILE = /^(?:Makefile|Kbuild|Kconfig(?:\.[\w-]+)?)$/;

/** True for the path of a Makefile or a Kconfig file: they are no C, and nothing parses them. */
export function isBuildFile(path: string): boolean {
  return BUILD_FILE.test(path.slice(path.lastIndexOf("/") + 1));
}

/** True for a few Makefiles and Kconfig files, named by paths that stay below the root. */
export function areBuildFiles(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST_BUILD_FILES &&
    value.every(
      (path) =>
        typeof path === "string" && /^(?:[\w+-][\w.+-]*\/)*\w[\w.-]*$/.test(path) && isBuildFile(path),
    )
  );
}
