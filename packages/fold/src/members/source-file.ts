import { type CText, type FunctionSpan, listFunctions, type TreeReader } from "@kindred/c-source";
import { type CToken, cTokens, isWord } from "../syntax/c-tokens.ts";
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
}

/** Opens files of a tree; remembers the last ones. */
export interface SourceFiles {
  open(path: string): SourceFile | undefined;
}

/** Text kept open at a time, in bytes; a driver with its headers is far below. */
const KEPT_BYTES = 64 << 20;

/** A cache of source files over a tree: bounded, least recently used files leave first. */
export function openSources(tree: TreeReader): SourceFiles {
  const kept = new Map<string, SourceFile | undefined>();
  let bytes = 0;
  return {
    open(path) {
      if (kept.has(path)) {
        const file = kept.get(path);
        kept.delete(path);
        kept.set(path, file);
        return file;
      }
      const text = tree.readText(path);
      const file = text === undefined ? undefined : readSource(path, text);
      kept.set(path, file);
      bytes += text?.length ?? 0;
      for (const [oldest, old] of kept) {
        if (bytes <= KEPT_BYTES || oldest === path) break;
        kept.delete(oldest);
        bytes -= old?.text.length ?? 0;
      }
      return file;
    },
  };
}

/** A source file from its text. */
export function readSource(path: string, text: CText): SourceFile {
  const functions = lazy(() => listFunctions(text));
  const tokens = lazy(() => cTokens(text));
  const directives = lazy(() => findDirectives(text));
  const conditions = lazy(() => mapConditions(directives()));
  const directiveWords = lazy(
    () => new Set(directives().flatMap(({ rest }) => rest.match(/[A-Za-z_]\w*/g) ?? [])),
  );
  const words = lazy(
    () =>
      new Set([
        ...tokens()
          .filter(isWord)
          .map((token) => token.text),
        ...directiveWords(),
      ]),
  );
  return {
    path,
    text,
    get functions() {
      return functions();
    },
    get tokens() {
      return tokens();
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
  };
}

function lazy<T>(compute: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= compute());
}
