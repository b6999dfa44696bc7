/*
 * Whether a helper's body can be linked into a module of its own. What is declared in `include/` its users link with
 * today, so it is there whenever one of them is, and so whenever the library is. What the folder's own files define must
 * be exported by a module that is surely built with every user. Two modules that need each other cannot be loaded, so what
 * a library may come to call uses none: it is surely built with two other modules of the folder, and no user is. What the code leads to is
 * read off the macros and inline functions of the driver's headers. Nothing may speak of the module that it is part of.
 * Errs towards no. Known miss: libraries of two folders whose users call each other's folder.
 */
import type { FindBuild } from "../kbuild/build-finder.ts";
import type { IsSurelyBuilt } from "../kbuild/link-finder.ts";
import { pathsOfModules } from "../kbuild/module-files.ts";
import { exportOf } from "../members/export-of.ts";
import { folderOf } from "../members/folder-of.ts";
import { kernelHeaders } from "../members/kernel-headers.ts";
import { type MacroTable, ownMacros } from "../members/macro-table.ts";
import { reachedNames } from "../members/reached-names.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { OF_THE_MODULE } from "../refuse/of-the-module.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";

interface LinkContext {
  readonly sources: SourceFiles;
  readonly findBuild: FindBuild;
  readonly isSurelyBuilt: IsSurelyBuilt;
}

/** Why code with these names cannot be a module that the files' modules need; undefined when it can. */
export function refuseLibraryLinks(
  names: ReadonlySet<string>,
  files: readonly SourceFile[],
  context: LinkContext,
): Refusal | undefined {
  const { sources } = context;
  const users = pathsOfModules(files, context).flatMap((path) => sources.open(path) ?? []);
  const importer = users.find(({ text }) => /^MODULE_IMPORT_NS/m.test(text));
  if (importer) return refuse("crosses-modules", `${importer.path} imports a namespace.`);
  const tables = files.map((file) => ownMacros(file, sources));
  const reached = reachedNames(names, (word) => leadsTo(word, tables));
  const own = [...reached].find((word) => OF_THE_MODULE.test(word));
  if (own !== undefined) return refuse("definitions-differ", `${own} would mean the library module.`);
  const setting = SETTINGS.find(([speaks, name]) => has(reached, speaks) && isSet(name, tables));
  if (setting) return refuse("definitions-differ", `${setting[1]} is defined in the members' files.`);
  for (const word of reached) {
    const refusal = refuseName(word, files, users, context);
    if (refusal) return refusal;
  }
  const giver = users.find((user) => /^EXPORT_SYMBOL/m.test(user.text) && mayBeCalled(user, context));
  return giver && refuse("crosses-modules", `Other modules of the folder are built upon ${giver.path}.`);
}

/** Whether a file's module is one that a library of its folder may call: several others have it built. */
function mayBeCalled(giver: SourceFile, { sources, findBuild, isSurelyBuilt }: LinkContext): boolean {
  const idOf = (path: string): string =>
    findBuild(path)
      .modules.map(({ id }) => id)
      .join(" ");
  const others = sources.list(folderOf(giver)).filter((path) => idOf(path) !== idOf(giver.path));
  return new Set(others.filter((path) => isSurelyBuilt(giver.path, path)).map(idOf)).size > 1;
}

/** Names whose meaning a file decides before it includes the headers. */
const SETTINGS: readonly (readonly [speaks: RegExp, name: string])[] = [
  [/^dev_/, "dev_fmt"],
  [/dbg|debug/i, "DEBUG"],
  [/^(?:read|write|ioread|iowrite)(?:q|64)/, "readq"],
];

function has(words: ReadonlySet<string>, pattern: RegExp): boolean {
  return [...words].some((word) => pattern.test(word));
}

function isSet(name: string, tables: readonly MacroTable[]): boolean {
  return tables.some(
    (table) =>
      table.find(name).length > 0 ||
      (name === "readq" && table.files.some(({ text }) => /io-64-nonatomic/.test(text))),
  );
}

/** The names that macros and inline functions of the drivers' headers put in a name's place. */
function* leadsTo(word: string, tables: readonly MacroTable[]): Iterable<string> {
  for (const table of tables) {
    const bodies = table.find(word).map(({ body }) => body);
    for (const header of table.files.slice(1)) {
      if (!header.words.has(word)) continue;
      const spans = header.functions.filter(({ name }) => name === word);
      bodies.push(...spans.map(({ start, end }) => header.text.slice(start, end)));
    }
    for (const body of bodies) yield* outerWords(body);
  }
}

/** The words of code but for members of structures. */
function outerWords(code: string): string[] {
  const tokens = cTokens(code);
  return tokens.flatMap((token, i) =>
    isWord(token) && !/^(?:\.|->)$/.test(tokens[i - 1]?.text ?? "") ? token.text : [],
  );
}

function refuseName(
  word: string,
  files: readonly SourceFile[],
  users: readonly SourceFile[],
  { sources, findBuild, isSurelyBuilt }: LinkContext,
): Refusal | undefined {
  const owner = sources
    .list(folderOf(files[0]))
    .flatMap((path) => sources.open(path) ?? [])
    .find((file) => file.words.has(word) && isDefinedIn(file, word));
  if (owner === undefined) {
    const table = ownMacros(files[0], sources);
    if (table.files.slice(1).some((header) => isDeclaredIn(header, word)))
      return refuse("crosses-modules", `${word} is defined out of sight of a library module.`);
    const isOff = kernelHeaders(table, sources).some(
      (header) => header.words.has(word) && header.words.has("IS_REACHABLE") && isDeclaredIn(header, word),
    );
    return isOff ? refuse("helper-may-be-off", `${word} may be there for some modules only.`) : undefined;
  }
  if (!exportOf(owner, word) || users.includes(owner) || findBuild(owner.path).modules.length !== 1)
    return refuse("crosses-modules", `${word} is defined in ${owner.path}, which no library can call.`);
  return files.every(({ path }) => isSurelyBuilt(owner.path, path))
    ? undefined
    : refuse("helper-may-be-off", `Kconfig does not surely build ${owner.path} with every user.`);
}

/** Whether a C file defines a function of this name for others. */
function isDefinedIn(file: SourceFile, word: string): boolean {
  const isFunction = file.functions.some(
    ({ name, start, nameStart }) => name === word && !/\bstatic\b/.test(file.text.slice(start, nameStart)),
  );
  return isFunction || exportOf(file, word) !== undefined;
}

/** Whether a header has a prototype, or an `extern` variable, of this name. */
function isDeclaredIn(header: SourceFile, word: string): boolean {
  if (!header.words.has(word)) return false;
  return new RegExp(
    `^(?!#|static|[ \\t]*\\*)[A-Za-z_][^;{}()#]*\\b${word}\\([^;{}]*\\)[^;{}]*;|^extern\\b[^;()]*\\b${word}(?:\\[[^\\]]*\\])*;`,
    "m",
  ).test(header.text);
}
