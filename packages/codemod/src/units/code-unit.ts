import type { CParser, CText, FunctionSpan, ParsedC } from "@kindred/c-source";
import { indexTree, type TreeIndex } from "./tree-index.ts";

/** A piece of a file that is parsed by itself: one function, or what stands between two of them. */
export interface CodeUnit {
  /** The function, or undefined for the code outside functions. */
  readonly span: FunctionSpan | undefined;
  /** Offset in the file of the unit's first byte. */
  readonly offset: number;
  readonly text: CText;
  /** The tree, parsed at the first call. */
  parse(): ParsedC;
  /** What stands around the tree's nodes, listed at the first call. */
  index(): TreeIndex;
  /** Frees the tree if there is one. */
  free(): void;
}

/** One function as a unit. */
export function functionUnit(parser: CParser, file: CText, span: FunctionSpan): CodeUnit {
  const text = file.slice(span.start, span.end);
  return lazyUnit(span, span.start, text, () => parser.parseFunction(text));
}

/**
 * The code outside functions, in pieces: before, between and behind them. Conditional directives are blanked for the
 * parser, since an `#if` and its `#endif` often stand in different pieces; both branches are then seen.
 */
export function outsideUnits(parser: CParser, file: CText, spans: readonly FunctionSpan[]): CodeUnit[] {
  const starts = [0, ...spans.map(({ end }) => end)];
  const ends = [...spans.map(({ start }) => start), file.length];
  return starts.flatMap((start, i) => {
    const text = file.slice(start, ends[i]);
    if (text.trim() === "") return [];
    return lazyUnit(undefined, start, text, () => parser.parseSource(text.replace(CONDITIONAL, blank)));
  });
}

/** A conditional directive with its continuation lines. */
const CONDITIONAL = /^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif|else|endif)\b(?:[^\\\n]|\\[\s\S]?)*/gm;

/** The file with its functions blanked out, so that offsets and lines stay. */
export function blankFunctions(file: CText, spans: readonly FunctionSpan[]): CText {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    pieces.push(file.slice(at, start), blank(file.slice(start, end)));
    at = end;
  }
  pieces.push(file.slice(at));
  return pieces.join("");
}

/** As many lines of as many blanks. */
function blank(text: CText): CText {
  return text
    .split("\n")
    .map((line) => " ".repeat(line.length))
    .join("\n");
}

function lazyUnit(
  span: FunctionSpan | undefined,
  offset: number,
  text: CText,
  parse: () => ParsedC,
): CodeUnit {
  let parsed: ParsedC | undefined;
  let index: TreeIndex | undefined;
  const parseOnce = (): ParsedC => {
    parsed ??= parse();
    return parsed;
  };
  return {
    span,
    offset,
    text,
    parse: parseOnce,
    index: () => {
      index ??= indexTree(parseOnce().root);
      return index;
    },
    free: () => {
      parsed?.free();
      parsed = undefined;
      index = undefined;
    },
  };
}
