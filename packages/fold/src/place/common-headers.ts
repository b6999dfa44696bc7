import { ownIncludes } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";

/** Folders of its path that a header shares with the file whose function it declares: `drivers`, class and driver. */
const LEAST_SHARED = 3;

/**
 * The driver's own headers that all files have in sight, whatever the configuration, nearest to `home` first: those in
 * its folder, then those that share more of its path.
 */
export function findCommonHeaders(
  files: readonly SourceFile[],
  home: SourceFile,
  sources: SourceFiles,
): SourceFile[] {
  const others = files.map((file) => new Set(headersInSight(file, sources).map(({ path }) => path)));
  const folders = home.path.split("/").slice(0, -1);
  const nearness = (header: SourceFile): number => {
    const parts = header.path.split("/").slice(0, -1);
    const different = folders.findIndex((folder, i) => folder !== parts[i]);
    return different < 0 ? folders.length : different;
  };
  return headersInSight(home, sources)
    .filter((header) => others.every((paths) => paths.has(header.path)))
    .filter((header) => nearness(header) >= Math.min(LEAST_SHARED, folders.length))
    .sort((a, b) => nearness(b) - nearness(a));
}

/** A driver with more headers of its own than this is looked at this far. */
const MOST_HEADERS = 200;

const known = new WeakMap<SourceFile, readonly SourceFile[]>();

/** The own headers that a file surely includes before its first function, directly or through each other. */
function headersInSight(file: SourceFile, sources: SourceFiles): readonly SourceFile[] {
  const before = known.get(file);
  if (before) return before;
  const first = file.functions[0]?.start ?? file.text.length;
  const found: SourceFile[] = [];
  const seen = new Set<string>();
  const visit = (from: SourceFile, end: number): void => {
    const guard = from === file ? "" : guardOf(from);
    for (const { directive, header } of ownIncludes(from, file, sources)) {
      const isSure = directive.start < end && from.conditions.at(directive.start) === guard;
      if (isSure && !seen.has(header.path)) found.push(header);
      if (isSure) seen.add(header.path);
    }
  };
  visit(file, first);
  for (let i = 0; i < found.length && found.length < MOST_HEADERS; i++) visit(found[i], found[i].text.length);
  known.set(file, found);
  return found;
}

/** The condition that a header's include guard puts around its text. */
export function guardOf({ directives }: SourceFile): string {
  const [first, second] = directives;
  const isGuard =
    first?.keyword === "ifndef" && second?.keyword === "define" && second.rest.startsWith(first.rest);
  return isGuard ? `ifndef ${first.rest}` : "";
}
