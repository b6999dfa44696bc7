import { Mark } from "../lexer/marks.ts";
import type { TokenView } from "../lexer/token-view.ts";

/** What the `{ … }` of an enum declares. */
export interface EnumBody {
  readonly names: readonly string[];
  /**
   * `int`: some value is negative; `unsigned int`: none is. That is the type its variables compute with; its
   * enumerators are `int`s in both cases. Undefined when a value may not fit an `int`, or cannot be read: then all may be another type.
   */
  readonly computesAs: "int" | "unsigned int" | undefined;
}

/** Reads the enumerators between the `{` at `open` and the `}` at `close`. */
export function readEnum(
  view: TokenView,
  open: number,
  close: number,
  isKnown: (name: string) => boolean,
): EnumBody {
  const names: string[] = [];
  const own = new Set<string>();
  let isValue = false;
  let fits = true;
  let isNegative = false;
  let depth = 0;
  for (let at = open + 1; at < close; at++) {
    const mark = view.mark(at);
    if (mark === Mark.OpenParen) depth++;
    else if (mark === Mark.CloseParen) depth--;
    if (mark === Mark.Comma && depth === 0) isValue = false;
    else if (mark === Mark.Assign) isValue = true;
    else if (!isValue && view.isIdentifier(at)) {
      // `A BIT_MACRO(x)`: an annotation, or a macro that gives a value.
      fits &&= view.isIdentifier(at - 1) === false;
      names.push(view.word(at));
      own.add(view.word(at));
    } else if (isValue) {
      isNegative ||= view.spelling(at) === "-";
      fits &&= isSmall(view, at, (name) => own.has(name) || isKnown(name));
    } else fits = false;
  }
  return { names, computesAs: fits ? (isNegative ? "int" : "unsigned int") : undefined };
}

const OPERATORS: ReadonlySet<string> = new Set(["-", "+", "|", "&", "(", ")", "<<"]);
const LARGEST = 2 ** 30;

/** Part of a value that keeps it in an `int`: literals, known enumerators, `BIT(n)` and `1 << n` with n below 31. */
function isSmall(view: TokenView, at: number, isKnown: (name: string) => boolean): boolean {
  const text = view.spelling(at);
  const before = view.spelling(at - 1);
  if (text === "<<") return /^\(?1[uU]?$/.test(before);
  if (OPERATORS.has(text)) return true;
  if (view.isNumber(at)) {
    if (!/^(?:0[xX][\da-fA-F]+|\d+)[uU]?$/.test(text)) return false;
    const value = Number(text.replace(/[uU]$/, ""));
    const isShift = before === "<<" || (before === "(" && view.spelling(at - 2) === "BIT");
    return value < (isShift ? 31 : LARGEST);
  }
  if (/^'[^\\']'$/.test(text)) return true;
  return text === "BIT" || isKnown(text);
}
