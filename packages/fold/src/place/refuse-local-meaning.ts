/**
 * A helper of several files is compiled in one of them, so each name in it must mean in all what it means there. It does
 * not when a file defines the name for itself, or when a header that only some include does: drivers for several
 * generations of a chip have one name for registers in different places, and a macro of a shared header may lead to one.
 * What a name leads to is read off the macros of the driver's own headers. A name that none of them defines may come
 * from a header that was not read (a table of registers, say): then the files must include the same ones.
 */

import { mayDefine, privateNames } from "../members/file-scope-names.ts";
import { isNamePart } from "../members/function-uses.ts";
import { kernelHeaders } from "../members/kernel-headers.ts";
import { definesOf, type MacroTable, ownMacros, unreadIncludes } from "../members/macro-table.ts";
import { reachedNames } from "../members/reached-names.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { type Refusal, refuse } from "../refusal.ts";

/** Why names of a helper may mean different things in the members' files; undefined when they do not. */
export function refuseLocalMeaning(
  names: ReadonlySet<string>,
  files: readonly SourceFile[],
  sources: SourceFiles,
): Refusal | undefined {
  const tables = files.map((file) => ownMacros(file, sources));
  const shared = tables
    .map((table) => table.files.slice(1))
    .reduce((a, b) => a.filter((each) => b.includes(each)));
  const reached = reachedNames(names, (word) => leadsTo(word, tables));
  const isShared = (word: string): boolean => shared.some((header) => header.words.has(word));
  for (const word of reached) {
    const owner =
      files.find((file) => privateNames(file).has(word)) ??
      (isShared(word) ? undefined : files.find((file) => mayDefine(file, word)));
    if (owner)
      return refuse("uses-file-scope-names", `${word} is defined in ${owner.path} itself, not in a header.`);
  }
  const unread = files.map((file) => unreadIncludes(file, sources));
  const isReadAlike = unread.every((list) => list === unread[0]);
  const other = [...reached].find(
    (word) => differs(tables, (table) => definitionOf(word, table)) || (!isReadAlike && mayBeUnread(word)),
  );
  const changed = other ?? findPasted(names, reached, tables);
  return changed === undefined
    ? refuseDifferentMeaning(names, files, tables)
    : refuse("definitions-differ", `${changed} may not mean the same in all of the members' files.`);

  /** A name with capitals that no header in sight of all files has. */
  function mayBeUnread(word: string): boolean {
    const isUnknown = (table: MacroTable): boolean =>
      table.find(word).length === 0 &&
      !kernelHeaders(table, sources).some((header) => header.words.has(word));
    return /[A-Z]/.test(word) && !isShared(word) && tables.some(isUnknown);
  }
}

/** The names that the drivers' macros put in a name's place. */
function* leadsTo(word: string, tables: readonly MacroTable[]): Iterable<string> {
  for (const { parameters, body } of tables.flatMap((table) => table.find(word))) {
    for (const inner of body.replace(/(?:->|\.)\s*\w+/g, "").match(/[A-Za-z_]\w*/g) ?? [])
      if (!parameters?.includes(inner)) yield inner;
  }
}

/**
 * A name that a macro may paste together from one of the helper's (`MASK(SETUP, IOC)` of `SETUP_IOC_MASK`), and that the
 * files define each in another way.
 */
function findPasted(
  names: ReadonlySet<string>,
  reached: ReadonlySet<string>,
  tables: readonly MacroTable[],
): string | undefined {
  const pastes = [...reached].some((word) =>
    tables.some((table) => table.find(word).some(({ body }) => /##(?!\s*__VA_ARGS__)/.test(body))),
  );
  if (!pastes) return undefined;
  const parts = [...names].filter((name) => /[A-Z0-9]/.test(name));
  const seen = new Set<SourceFile>();
  for (const file of tables.flatMap((table) => table.files)) {
    if (seen.has(file) || tables.every((table) => table.files.includes(file))) continue;
    seen.add(file);
    for (const name of definesOf(file).keys())
      if (
        parts.some((part) => isNamePart(name, part)) &&
        differs(tables, (table) => definitionOf(name, table))
      )
        return name;
  }
  return undefined;
}

/** A macro as a file sees it. */
function definitionOf(name: string, table: MacroTable): string {
  const texts = table
    .find(name)
    .map(({ parameters, body }) => `(${parameters ?? ""}) ${body}`.replace(/\s+/g, " "));
  return [...new Set(texts)].sort().join("\n");
}

function differs(tables: readonly MacroTable[], mark: (table: MacroTable) => string): boolean {
  const first = mark(tables[0]);
  return tables.some((table) => mark(table) !== first);
}

/** Headers whose order of inclusion decides what `readq()` and `writeq()` mean. */
const NON_ATOMIC = /io-64-nonatomic-(?:lo-hi|hi-lo)\.h/;

/** Names of the kernel whose meaning a file decides before it includes the headers. */
function refuseDifferentMeaning(
  words: ReadonlySet<string>,
  files: readonly SourceFile[],
  tables: readonly MacroTable[],
): Refusal | undefined {
  const has = (pattern: RegExp): boolean => [...words].some((word) => pattern.test(word));
  const isElse = (name: string): boolean => differs(tables, (table) => definitionOf(name, table));
  const checks: readonly (readonly [boolean, string])[] = [
    [has(/^pr_/) && isElse("pr_fmt"), "pr_fmt"],
    [has(/^dev_/) && isElse("dev_fmt"), "dev_fmt"],
    [has(/(?:dbg|debug)/i) && differs(tables, (table) => String(table.find("DEBUG").length > 0)), "DEBUG"],
    [
      has(/^(?:read|write|ioread|iowrite)(?:q|64)/) &&
        files.some((file) => nonAtomicHeader(file) !== nonAtomicHeader(files[0])),
      "readq",
    ],
  ];
  const found = checks.find(([isDifferent]) => isDifferent);
  return found && refuse("definitions-differ", `${found[1]} is not defined alike in the members' files.`);
}

function nonAtomicHeader({ directives }: SourceFile): string {
  return directives.map(({ rest }) => NON_ATOMIC.exec(rest)?.[0] ?? "").join("");
}
