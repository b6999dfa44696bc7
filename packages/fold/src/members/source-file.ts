import { type CText, createLru, type FunctionSpan, listFunctions, type TreeReader } from "@kindred/c-source";
import type { FindBuild } from "../kbuild/build-finder.ts";
import { type CToken, cTokens, cWords } from "../syntax/c-tokens.ts";
import { type ConditionMap, type Directive, findDirectives, mapConditions } from "./directives.ts";

/** A C file and what folding asks of it again and again; each part is computed on first use. */
export interface SourceFile {
  /** Relative to the tree's root. */
  readonly path: string;
  readonly text: CText;
  readonly functions: readonly FunctionSpan[];
  readonly tokens: readonly CToken[];
  readonly directives: readonly Directive[];
  readonly conditions: ConditionMap;
  /** Every word outside of comments, preprocessor lines included. */
  readonly words: ReadonlySet<string>;
  /** Words of preprocessor lines. */
  readonly directiveWords: ReadonlySet<string>;
  /** Folders of the tree where its Makefile says to look for what it includes. */
  readonly includePaths: readonly string[];
}

/** Opens files of a tree; remembers the last ones. */
export interface SourceFiles {
  open(path: string): SourceFile | undefined;
  /** A file that the tree does not have, as it would be; it is not found by `open`. */
  imagine(path: string, text: CText): SourceFile;
  /** Paths of the C files of a folder. */
  list(folder: string): readonly string[];
  /** In how many C files and headers of a folder a word stands. */
  countIn(folder: string, word: string): number;
  /** The same, but for tables of registers that a machine wrote: megabytes of numbers, of which a driver uses a few. */
  openHeader(path: string): SourceFile | "too-large" | undefined;
}

/** Folders whose words are kept counted. */
const KEPT_FOLDERS = 4;
/** A header that is larger is such a table. */
const LARGEST_HEADER = 400_000;

/** Text kept open at a time, in bytes, of drivers and of the headers they share; a driver with its headers is far below. */
const KEPT_BYTES = 16 << 20;
/** The same for token lists, which take fifty times the memory of their text. */
const KEPT_TOKEN_BYTES = 2 << 20;

/**
 * A cache of source files over a tree: bounded, least recently used files leave first. The headers of `include/` have
 * room of their own: every driver comes back to them.
 */
export function openSources(tree: TreeReader, findBuild: FindBuild): SourceFiles {
  const tokens = createLru<SourceFile, readonly CToken[]>(KEPT_TOKEN_BYTES);
  const tokensOf = (file: SourceFile): readonly CToken[] =>
    tokens.get(file, () => ({ value: cTokens(file.text), size: file.text.length }));
  const drivers = createLru<string, SourceFile | undefined>(KEPT_BYTES);
  const headers = createLru<string, SourceFile | undefined>(KEPT_BYTES);
  const tables = new Set<string>();
  const open = (path: string): SourceFile | undefined =>
    (path.startsWith("include/") ? headers : drivers).get(path, () => {
      const text = tree.readText(path);
      const value = text === undefined ? undefined : readSource(path, text, { tokensOf, findBuild });
      return { value, size: text?.length ?? path.length };
    });
  const names = new Map<string, ReadonlySet<string>>();
  // A folder's list is asked for once, and most places where a header might be do not have it.
  const isListed = (path: string): boolean => {
    const folder = path.slice(0, path.lastIndexOf("/"));
    const listed = names.get(folder) ?? new Set(tree.list(folder));
    names.set(folder, listed);
    return listed.has(path.slice(folder.length + 1));
  };
  const folders = createLru<string, ReadonlyMap<string, number>>(KEPT_FOLDERS);
  return {
    open,
    imagine: (path, text) => readSource(path, text, { tokensOf, findBuild }),
    list: (folder) =>
      tree
        .list(folder)
        .filter((name) => name.endsWith(".c"))
        .map((name) => `${folder}/${name}`),
    countIn: (folder, word) =>
      folders.get(folder, () => ({ value: countWords(folder, tree, open), size: 1 })).get(word) ?? 0,
    openHeader(path) {
      if (tables.has(path)) return "too-large";
      if (!isListed(path)) return undefined;
      const file = open(path);
      if ((file?.text.length ?? 0) <= LARGEST_HEADER) return file;
      tables.add(path);
      return "too-large";
    },
  };
}

const NO_PATHS: readonly string[] = [];

function countWords(
  folder: string,
  tree: TreeReader,
  open: (path: string) => SourceFile | undefined,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of tree.list(folder)) {
    const file = /\.[ch]$/.test(name) ? open(`${folder}/${name}`) : undefined;
    for (const word of file?.words ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

interface SourceContext {
  readonly tokensOf: (file: SourceFile) => readonly CToken[];
  readonly findBuild: FindBuild;
}

/** A source file from its text. */
function readSource(path: string, text: CText, { tokensOf, findBuild }: SourceContext): SourceFile {
  const functions = lazy(() => listFunctions(text));
  const directives = lazy(() => findDirectives(text));
  const conditions = lazy(() => mapConditions(directives()));
  const directiveWords = lazy(
    () => new Set(directives().flatMap(({ rest }) => rest.match(/[A-Za-z_]\w*/g) ?? [])),
  );
  const words = lazy(() => {
    const found = cWords(text);
    for (const word of directiveWords()) found.add(word);
    return found;
  });
  return {
    path,
    text,
    get functions() {
      return functions();
    },
    get tokens() {
      return tokensOf(this);
    },
    get directives() {
      return directives();
    },
    get conditions() {
      return conditions();
    },
    get words() {
      return words();
    },
    get directiveWords() {
      return directiveWords();
    },
    get includePaths() {
      return path.endsWith(".c") ? findBuild(path).includePaths : NO_PATHS;
    },
  };
}

function lazy<T>(compute: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= compute());
}
