import { Mark } from "../lexer/marks.ts";
import type { TokenView } from "../lexer/token-view.ts";
import { isCallee, maskArgument, maskCall } from "./mask-argument.ts";
import type { TextMask } from "./text-mask.ts";

/** Token indexes of a function's body, braces included. */
export interface BodyRange {
  readonly from: number;
  readonly to: number;
}

/** An open parenthesis or brace outside of functions. */
interface OpenGroup {
  readonly kind: "call" | "parenthesis" | "initialiser" | "record" | "other";
  /** Token of the `(` or `{`. */
  readonly open: number;
}

/** Most tokens of a macro call outside of functions. */
const LONGEST_CALL = 256;

/**
 * Rewrites what macros allow outside of functions: the arguments of macro calls, `static DEFINE_X(…);`, members that
 * a macro declares, items of an initialiser with the comma inside of the macro. One pass with a stack of open
 * groups. Gives the byte ranges of the initialisers.
 */
export function rewriteDeclarations(
  view: TokenView,
  mask: TextMask,
  bodies: readonly BodyRange[],
): { start: number; end: number }[] {
  const bodyEnds = new Map(bodies.map(({ from, to }) => [from, to]));
  const initialisers: { start: number; end: number }[] = [];
  const groups: OpenGroup[] = [];
  for (let i = 0; i < view.count; i++) {
    const bodyEnd = bodyEnds.get(i);
    if (bodyEnd !== undefined) {
      groups.length = 0;
      i = bodyEnd;
      continue;
    }
    const top = groups[groups.length - 1];
    const mark = view.mark(i);
    if (mark === Mark.OpenParen) {
      const isCall =
        isCallee(view, i - 1) &&
        (top ? top.kind === "initialiser" || top.kind === "call" : beginsDeclaration(view, i - 1));
      groups.push({ kind: isCall ? "call" : "parenthesis", open: i });
      if (isCall) maskCall(view, mask, i - 1);
    } else if (mark === Mark.Comma) {
      if (top?.kind === "call") maskArgument(view, mask, top.open - 1, i + 1);
    } else if (mark === Mark.CloseParen) {
      if (top?.kind !== "call" && top?.kind !== "parenthesis") continue;
      groups.pop();
      if (top.kind === "call" && groups[groups.length - 1]?.kind === "initialiser")
        addComma(view, mask, top.open - 1, i);
    } else if (mark === Mark.OpenBrace) groups.push({ kind: braceKind(view, i, top), open: i });
    else if (mark === Mark.CloseBrace) {
      const closed = closeBrace(groups);
      if (closed?.kind === "initialiser")
        initialisers.push({ start: view.start(closed.open), end: view.end(i) });
    } else if (mark === 0 && !top) joinStatic(view, mask, i);
    else if (mark === 0 && top?.kind === "record") blankMember(view, mask, i);
  }
  return initialisers;
}

/** Where a declaration may begin, so that the word there, with parentheses, is a macro and no prototype. */
function beginsDeclaration(view: TokenView, index: number): boolean {
  const before = view.mark(index - 1);
  if (index === 0 || before === Mark.Semicolon || before === Mark.CloseBrace || before === Mark.CloseParen)
    return true;
  return view.word(index - 1) === "static";
}

function braceKind(view: TokenView, open: number, top: OpenGroup | undefined): OpenGroup["kind"] {
  const before = view.mark(open - 1);
  if (
    before === Mark.Assign ||
    before === Mark.CloseParen ||
    top?.kind === "initialiser" ||
    top?.kind === "call"
  )
    return "initialiser";
  for (let at = open - 1; at > open - 4 && view.isIdentifier(at); at--) {
    if (view.word(at) === "struct" || view.word(at) === "union") return "record";
  }
  return "other";
}

/** Drops everything up to the brace that closes, and gives that. */
function closeBrace(groups: OpenGroup[]): OpenGroup | undefined {
  for (let group = groups.pop(); group; group = groups.pop()) {
    if (group.kind !== "call" && group.kind !== "parenthesis") return group;
  }
  return undefined;
}

/** `static DEFINE_X(…);` becomes the call of one word. */
function joinStatic(view: TokenView, mask: TextMask, index: number): void {
  if (view.word(index) !== "static" || !isCallee(view, index + 1)) return;
  const close = view.closingOf(index + 2, LONGEST_CALL);
  if (close >= 0 && view.mark(close + 1) === Mark.Semicolon)
    mask.join(view.start(index), view.end(index + 1));
}

/** `DECLARE_BITMAP(map, SIZE);` among the members of a struct. */
function blankMember(view: TokenView, mask: TextMask, index: number): void {
  const before = view.mark(index - 1);
  const beginsMember = before === Mark.Semicolon || before === Mark.OpenBrace || before === Mark.CloseBrace;
  if (!beginsMember || !isCallee(view, index)) return;
  const close = view.closingOf(index + 1, LONGEST_CALL);
  if (close >= 0 && view.mark(close + 1) === Mark.Semicolon)
    mask.blank(view.start(index), view.end(close + 1));
}

/** `SET_PM_OPS(a, b) .c = d`: the macro brings its comma along; one is put over the blank before what follows. */
function addComma(view: TokenView, mask: TextMask, callee: number, close: number): void {
  const before = view.mark(callee - 1);
  if (before !== Mark.OpenBrace && before !== Mark.Comma && before !== Mark.CloseParen) return;
  const next = view.mark(close + 1);
  if (next !== Mark.Dot && next !== Mark.OpenBracket && !view.isIdentifier(close + 1)) return;
  const at = view.start(close + 1) - 1;
  if (at >= view.end(close) && (mask.bytes[at] === 0x20 || mask.bytes[at] === 0x09)) mask.put(at, ",");
}
