/*
 * What a library module that several drivers of a folder select adds to the folder's Makefile and to the Kconfig file
 * with the drivers' entries. A symbol without a prompt that is selected comes on whatever its own dependencies say, so it
 * is given none: its entry stands where no `if` or menu asks for more than every one that selects it does. Its place
 * depends on the library's name alone, and so does all that it adds but for who selects it, so that folds which share
 * it agree. Errs towards no: drivers that are built by more than one symbol, or whose entry is not to be found, or not
 * in one file, have no library.
 */
import type { CText, TreeReader } from "@kindred/c-source";
import { createConfigReader, kconfigsAbove, type PlacedEntry } from "./config-implications.ts";
import { createSymbolFinder } from "./config-symbols.ts";

/** A library: `drivers/memory/tegra`, `memory-tegra-lib`, and what the names of its users' files begin with. */
export interface LibraryName {
  readonly folder: string;
  readonly module: string;
  readonly stem: string;
}

/** Lines to put into a file that the tree has, at a text that stands there once. */
export interface PlacedLines {
  readonly file: string;
  readonly anchor: CText;
  readonly text: CText;
}

export interface LibraryBuild {
  /** The Makefile's line, ahead of its anchor. */
  readonly object: PlacedLines;
  /** The Kconfig entry, ahead of its anchor. */
  readonly entry: PlacedLines;
  /** A `select` for each symbol that builds a user, behind its anchor. */
  readonly selects: readonly PlacedLines[];
}

/** Says what such a library adds for these users; or why there can be none. */
export type PlaceLibrary = (users: readonly string[], library: LibraryName) => LibraryBuild | string;

export function createLibraryPlacer(tree: TreeReader): PlaceLibrary {
  const symbolsOf = createSymbolFinder(tree);
  const { entryOf } = createConfigReader(tree);
  const entryOfFile = (path: string, folder: string): PlacedEntry | undefined => {
    const symbols = symbolsOf(path);
    if (symbols?.object === undefined || symbols.folder !== folder) return undefined;
    const placed = entryOf(symbols.object, folder);
    return placed && placed.entry.type !== "other" && !placed.depends.includes("?") ? placed : undefined;
  };
  return (users, library) => {
    const { folder } = library;
    const symbol = symbolOf(library);
    const selecting: PlacedEntry[] = [];
    for (const user of users) {
      const placed = entryOfFile(user, folder);
      if (!placed) return `${user} is not surely built by one symbol of ${folder}.`;
      if (!selecting.some(({ entry }) => entry.symbol === placed.entry.symbol)) selecting.push(placed);
    }
    const first = firstEntry(library, tree, entryOfFile);
    if (!first || selecting.some(({ file }) => file !== first.file))
      return "The Kconfig entries of the drivers do not stand in one file.";
    const other = selecting.find(
      ({ depends }) => !first.entry.around.every((each) => depends.includes(each)),
    );
    if (other) return `CONFIG_${other.entry.symbol} may be on where a library's symbol could not be.`;
    const kconfig = tree.readText(first.file)!;
    const object = objectLine(library, first.entry.symbol, tree);
    if (!object) return `The Makefile of ${folder} has no line of its own for ${first.entry.symbol}.`;
    const selects = selecting.map(({ entry, file }): PlacedLines => {
      const anchor = kconfig.slice(entry.start, selectPlace(kconfig, entry));
      return { file, anchor, text: `\tselect ${symbol}` };
    });
    const entry = {
      file: first.file,
      anchor: kconfig.slice(first.entry.start, kconfig.indexOf("\n", first.entry.start) + 1),
      text: `config ${symbol}\n\ttristate\n\n`,
    };
    const isOnce = [entry, ...selects].every(
      ({ anchor }) => anchor !== "" && kconfig.indexOf(anchor) === kconfig.lastIndexOf(anchor),
    );
    return isOnce ? { object, entry, selects } : "An entry's text stands in the Kconfig file twice.";
  };
}

/** Whether a Kconfig file of a folder, or of one above it, speaks of a symbol. */
export function isSymbolIn(symbol: string, folder: string, tree: TreeReader): boolean {
  const word = new RegExp(`\\b${symbol}\\b`);
  return kconfigsAbove(folder).some((path) => word.test(tree.readText(path) ?? ""));
}

/** `MEMORY_TEGRA_LIB` of `memory-tegra-lib`. */
export function symbolOf({ module }: Pick<LibraryName, "module">): string {
  return module.replace(/\W/g, "_").toUpperCase();
}

/** The first Kconfig entry of those that build files of the stem; all of the folder's where none begins so. */
function firstEntry(
  { folder, stem }: LibraryName,
  tree: TreeReader,
  entryOfFile: (path: string, folder: string) => PlacedEntry | undefined,
): PlacedEntry | undefined {
  const names = tree.list(folder).filter((name) => name.endsWith(".c"));
  const alike = names.filter((name) => name.startsWith(stem));
  return (alike.length > 0 ? alike : names)
    .flatMap((name) => entryOfFile(`${folder}/${name}`, folder) ?? [])
    .reduce<PlacedEntry | undefined>((a, b) => (a && !isBefore(b, a) ? a : b), undefined);
}

function isBefore(a: PlacedEntry, b: PlacedEntry): boolean {
  return a.file === b.file ? a.entry.start < b.entry.start : a.file < b.file;
}

/** `obj-$(CONFIG_X_LIB) += x-lib.o`, in the columns of the first line for a symbol, and ahead of it. */
function objectLine(library: LibraryName, beside: string, tree: TreeReader): PlacedLines | undefined {
  const { folder, module } = library;
  const file = [`${folder}/Kbuild`, `${folder}/Makefile`].find((path) => tree.readText(path) !== undefined);
  const text = file === undefined ? "" : tree.readText(file)!;
  const line = new RegExp(`^(obj-\\$\\(CONFIG_${beside}\\))([ \\t]*)[+:]?=.*\\n`, "m").exec(text);
  if (file === undefined || !line || text.indexOf(line[0]) !== text.lastIndexOf(line[0])) return undefined;
  if (/\\\n$/.test(text.slice(0, line.index)) || /\\\n$/.test(line[0])) return undefined;
  const head = `obj-$(CONFIG_${symbolOf(library)})`;
  return { file, anchor: line[0], text: `${head}${gapAfter(head, line[1], line[2])}+= ${module}.o\n` };
}

/** Tabs up to where a line above has its `+=`, or a blank where there is no room. */
function gapAfter(head: string, above: string, gap: string): string {
  if (!/^\t+$/.test(gap)) return " ";
  const column = (Math.floor(above.length / 8) + gap.length) * 8;
  return head.length < column ? "\t".repeat(Math.ceil((column - head.length) / 8)) : " ";
}

/** Where a `select` goes: behind the entry's last one, or else its last dependency, or its type; ahead of its help. */
function selectPlace(text: string, { start, end }: { readonly start: number; readonly end: number }): number {
  const lines = text.slice(start, end).split(/(?<=[^\\]\n)/);
  const help = lines.findIndex((line) => /^\s*(?:---)?help/.test(line));
  const own = help < 0 ? lines : lines.slice(0, help);
  for (const word of ["select", "depends", "(?:def_)?(?:bool|tristate)"]) {
    const last = own.findLastIndex((line) => new RegExp(`^\\s+${word}\\b`).test(line));
    if (last >= 0) return start + own.slice(0, last + 1).join("").length;
  }
  return start;
}
