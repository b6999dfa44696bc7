import { mayDefine } from "../members/file-scope-names.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { type MacroTable, ownMacros, quotedIncludes, quotedPath } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { FoldDesign } from "./fold-design.ts";
import type { FindModules } from "./linked-modules.ts";

/** Where a helper goes: a static function of one file, or a function of a module with its prototype in a header. */
export interface HelperHome {
  readonly file: SourceFile;
  readonly header: SourceFile | undefined;
}

/** The homes that a helper may have, best first; or why its members cannot share one. */
export function chooseHomes(
  design: FoldDesign,
  sources: SourceFiles,
  findModules: FindModules,
): readonly HelperHome[] | Refusal {
  const members = design.sites.map(({ member }) => member);
  const files = [...new Set(members.map(({ file }) => file))];
  if (files.length > 1 && design.helper.kind === "macro") return homesOfMacro(members, sources);
  const file = files.length === 1 ? files[0] : chooseFile(files, findModules);
  if (isRefusal(file)) return file;
  const conditions = new Set(members.map(({ file: { conditions }, span }) => conditions.at(span.start)));
  if (conditions.size > 1)
    return refuse("configuration-differs", "The members stand under different #if conditions.");
  if (files.length === 1) return [{ file, header: undefined }];
  if (!conditions.has(""))
    return refuse("configuration-differs", "The members stand under #if conditions in several files.");
  const local = refuseLocalMeaning(design.helper.freeNames, files, sources);
  if (local) return local;
  const headers = findCommonHeaders(members, file, sources);
  return headers.length > 0
    ? headers.map((header) => ({ file, header }))
    : refuse("no-common-header", "No header of the module is included by all members' files.");
}

/** A macro is put in place where it is used: every header that all members' files include will do, in whatever module they are. */
function homesOfMacro(members: readonly FoldMember[], sources: SourceFiles): readonly HelperHome[] | Refusal {
  const [{ file }] = members;
  const headers = findCommonHeaders(members, file, sources);
  return headers.length > 0
    ? headers.map((header) => ({ file, header }))
    : refuse("no-common-header", "No header is included by all members' files that could hold the macro.");
}

/** A file that is part of every module of the members' files, whenever one of them is. */
function chooseFile(files: readonly SourceFile[], findModules: FindModules): SourceFile | Refusal {
  const linked = files.map(({ path }) => findModules(path));
  const idsOf = (index: number): string =>
    linked[index]
      .map(({ id }) => id)
      .sort()
      .join(" ");
  if (linked[0].length === 0 || files.some((_, i) => idsOf(i) !== idsOf(0))) {
    return refuse(
      "crosses-modules",
      "The members are linked into different modules; a library module could hold the helper.",
    );
  }
  const conditions = linked.map((modules) =>
    modules
      .map(({ condition }) => condition)
      .sort()
      .join(" "),
  );
  const always = conditions.findIndex((condition) => condition.trim() === "");
  const same = conditions.every((condition) => condition === conditions[0]) ? 0 : -1;
  const index = always >= 0 ? always : same;
  return index >= 0
    ? files[index]
    : refuse("conditional-object", "Each member's file is part of the module under another condition.");
}

/** Headers whose order of inclusion decides what `readq()` and `writeq()` mean. */
const NON_ATOMIC = /io-64-nonatomic-(?:lo-hi|hi-lo)\.h/;

/** Names of the body that may mean different things in the members' files. */
function refuseLocalMeaning(
  names: ReadonlySet<string>,
  files: readonly SourceFile[],
  sources: SourceFiles,
): Refusal | undefined {
  const shared = files
    .map((file) => ownMacros(file, sources).files.slice(1))
    .reduce((a, b) => a.filter((each) => b.includes(each)));
  for (const word of names) {
    const owner = shared.some((header) => header.words.has(word))
      ? undefined
      : files.find((file) => mayDefine(file, word));
    if (owner)
      return refuse("uses-file-scope-names", `${word} is defined in ${owner.path} itself, not in a header.`);
  }
  return refuseDifferentMeaning(
    names,
    files,
    files.map((file) => ownMacros(file, sources)),
  );
}

function refuseDifferentMeaning(
  words: ReadonlySet<string>,
  files: readonly SourceFile[],
  macros: readonly MacroTable[],
): Refusal | undefined {
  const has = (pattern: RegExp): boolean => [...words].some((word) => pattern.test(word));
  const differs = (mark: (file: SourceFile, table: MacroTable) => string): boolean =>
    files.some((file, i) => mark(file, macros[i]) !== mark(files[0], macros[0]));
  const bodyOf =
    (name: string) =>
    (_: SourceFile, table: MacroTable): string =>
      table
        .find(name)
        .map(({ body }) => body)
        .join("\n");
  const checks: readonly (readonly [boolean, string])[] = [
    [has(/^pr_/) && differs(bodyOf("pr_fmt")), "pr_fmt"],
    [has(/^dev_/) && differs(bodyOf("dev_fmt")), "dev_fmt"],
    [has(/(?:dbg|debug)/i) && differs((_, table) => String(table.find("DEBUG").length > 0)), "DEBUG"],
    [has(/^(?:read|write|ioread|iowrite)(?:q|64)/) && differs(nonAtomicHeader), "readq"],
  ];
  const found = checks.find(([isDifferent]) => isDifferent);
  return found && refuse("definitions-differ", `${found[1]} is not defined alike in the members' files.`);
}

function nonAtomicHeader({ directives }: SourceFile): string {
  return directives.map(({ rest }) => NON_ATOMIC.exec(rest)?.[0] ?? "").join("");
}

/** Headers beside the home file that every member's file includes, outside of any `#if`, before its members. */
function findCommonHeaders(
  members: readonly FoldMember[],
  home: SourceFile,
  sources: SourceFiles,
): SourceFile[] {
  const folder = home.path.slice(0, home.path.lastIndexOf("/") + 1);
  const isIncluded = (path: string, { file, span }: FoldMember): boolean =>
    file.directives.some(
      (directive) =>
        directive.start < span.start &&
        quotedPath(file, directive) === path &&
        file.conditions.at(directive.start) === "",
    );
  return quotedIncludes(home)
    .filter((path) => path.startsWith(folder) && members.every((member) => isIncluded(path, member)))
    .map((path) => sources.open(path))
    .filter((header) => header !== undefined);
}
