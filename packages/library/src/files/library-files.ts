import type { CText } from "@kindred/c-source";

/** The files of a template folder: path (relative, `/`-separated) to text. Read by the caller. */
export type LibraryFiles = ReadonlyMap<string, CText>;

/** The most a template may hold; more is taken for a mistake, or for an attack. */
export const MAX_FILES = 200;
export const MAX_BYTES = 1024 * 1024;

/** What a file of a template is, told by where it stands. */
export type FileRole =
  | "manifest"
  | "kconfig"
  | "kbuild"
  | "readme"
  | "header"
  | "source"
  | "test"
  | "generated";

const SAFE_PATH = /^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*\/)*[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/** By path, exactly. `Makefile` and `module/Makefile` are what a tarball adds. */
const FIXED: Readonly<Record<string, FileRole>> = {
  "library.json": "manifest",
  Kconfig: "kconfig",
  Kbuild: "kbuild",
  "README.md": "readme",
  Makefile: "generated",
  "module/Makefile": "generated",
};

/** By folder and ending. */
const FOLDERS: readonly (readonly [RegExp, FileRole])[] = [
  [/^include\/(?:linux|net)\/[^/]+\.h$/, "header"],
  [/^src\/[^/]+\.[ch]$/, "source"],
  [/^kunit\/[^/]+\.[ch]$/, "test"],
];

/** The role of a path, or undefined when a template has no place for it. */
export function roleOf(path: string): FileRole | undefined {
  if (path.length > 80 || !SAFE_PATH.test(path)) return undefined;
  if (Object.hasOwn(FIXED, path)) return FIXED[path];
  return FOLDERS.find(([pattern]) => pattern.test(path))?.[1];
}

/** Paths and texts of one role, sorted by path. */
export function filesOf(files: LibraryFiles, ...roles: readonly FileRole[]): [string, CText][] {
  return [...files].filter(([path]) => roles.includes(roleOf(path)!)).sort(([a], [b]) => (a < b ? -1 : 1));
}
