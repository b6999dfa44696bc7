import { ownIncludes } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";

const known = new WeakMap<SourceFile, WeakMap<SourceFile, { readonly files: readonly SourceFile[] }>>();

/**
 * A header, then those of the driver's own that surely stand before what it declares itself. One that comes back to it
 * may be under way when it is included, and what that one includes may be yet to come: both are left out.
 */
export function headersAhead(
  header: SourceFile,
  unit: SourceFile,
  sources: SourceFiles,
): { readonly files: readonly SourceFile[] } {
  const byUnit = known.get(header) ?? new WeakMap<SourceFile, { readonly files: readonly SourceFile[] }>();
  known.set(header, byUnit);
  const found = byUnit.get(unit) ?? { files: listAhead(header, unit, sources) };
  byUnit.set(unit, found);
  return found;
}

function listAhead(header: SourceFile, unit: SourceFile, sources: SourceFiles): SourceFile[] {
  const includedBy = (file: SourceFile): SourceFile[] =>
    ownIncludes(file, unit, sources).map((include) => include.header);
  const users = new Map<string, string[]>();
  for (const file of closure(header, includedBy))
    for (const { path } of includedBy(file)) users.set(path, [...(users.get(path) ?? []), file.path]);
  const cyclic = new Set([header.path]);
  for (const path of cyclic) for (const user of users.get(path) ?? []) cyclic.add(user);
  return closure(header, (file) => includedBy(file).filter(({ path }) => !cyclic.has(path)));
}

/** A driver with more headers of its own than this is looked at this far. */
const MOST_HEADERS = 200;

function closure(first: SourceFile, next: (file: SourceFile) => readonly SourceFile[]): SourceFile[] {
  const files = [first];
  const seen = new Set([first.path]);
  for (let i = 0; i < files.length && files.length < MOST_HEADERS; i++) {
    for (const each of next(files[i])) {
      if (!seen.has(each.path)) files.push(each);
      seen.add(each.path);
    }
  }
  return files;
}
