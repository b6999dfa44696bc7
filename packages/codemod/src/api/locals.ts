import type { SyntaxNode } from "@kindred/c-source";
import type { TextRange } from "../edits/line-range.ts";
import type { CFunction } from "./c-function.ts";
import { CNode } from "./c-node.ts";
import { groupBy } from "./group-by.ts";

/** A variable that a function's body declares. */
export interface CLocal {
  readonly name: string;
  /** The whole declaration, which may declare others too. */
  readonly declaration: CNode;
  /** This variable's part of it, stars and initial value included. */
  readonly declarator: CNode;
  readonly value: CNode | undefined;
  /** The declaration's type without stars: `struct resource`. */
  readonly type: string;
  /** True when the initial value (if any) calls nothing and assigns nothing: it can go without a trace. */
  readonly isPure: boolean;
}

/** Lists the locals of a function, in the order of the text. */
export function listLocals(fn: CFunction): CLocal[] {
  return fn.find("declaration").nodes.flatMap((declaration) => {
    const [syntax] = declaration.syntax;
    const type = syntax.childForFieldName("type");
    if (!type) return [];
    const wrap = (node: SyntaxNode): CNode => new CNode(fn.file, fn.unit, [node]);
    const typeText = wrap(type).text.replace(/\s+/g, " ");
    return declaratorsOf(syntax).flatMap((declarator) => {
      const named = innerName(declarator);
      if (!named) return [];
      const value = declarator.type === "init_declarator" ? declarator.childForFieldName("value") : null;
      return [
        {
          name: wrap(named).text,
          declaration,
          declarator: wrap(declarator),
          value: value ? wrap(value) : undefined,
          type: typeText,
          isPure: !value || wrap(value).isPure,
        },
      ];
    });
  });
}

/**
 * Removes locals. Declarators of one declaration are worked on together: all of them take the declaration away,
 * some of them take themselves and one comma each.
 */
export function removeLocals(fn: CFunction, locals: readonly CLocal[]): void {
  const groups = groupBy(locals, ({ declaration }) => declaration.range.start);
  const whole: TextRange[] = [];
  for (const group of groups.values()) {
    const { declaration } = group[0];
    const all = declaratorsOf(declaration.syntax[0]);
    if (group.length === all.length) whole.push(declaration.range);
    else for (const range of declaratorRanges(fn, all, group)) fn.file.edits.replace(range, "");
  }
  const leading = leadingRange(fn, whole);
  if (leading) fn.file.edits.replace(leading, "");
  for (const range of whole) if (!leading || range.start >= leading.end) fn.file.edits.remove(range);
}

/**
 * The declarations that a body begins with, up to the blank line behind them: when all of them go, no blank line may
 * be left at the top of the body.
 */
function leadingRange(
  { file: { text }, span }: CFunction,
  gone: readonly TextRange[],
): TextRange | undefined {
  const start = span.bodyStart + 1;
  const ends = new Map(gone.map((range) => [range.start, range.end]));
  let at = start;
  for (;;) {
    const next = at + /^\s*/.exec(text.slice(at, span.end))![0].length;
    const end = ends.get(next);
    if (end === undefined) break;
    at = end;
  }
  const blank = at > start ? /^[ \t]*\n(?=[ \t]*\n)/.exec(text.slice(at, span.end)) : null;
  return blank ? { start, end: at + blank[0].length } : undefined;
}

function declaratorRanges(fn: CFunction, all: readonly SyntaxNode[], group: readonly CLocal[]): TextRange[] {
  const gone = new Set(group.map((local) => local.declarator.range.start - fn.unit.offset));
  const firstKept = all.findIndex((node) => !gone.has(node.startIndex));
  return all.flatMap((node, i) => {
    if (!gone.has(node.startIndex)) return [];
    const start = i < firstKept ? node.startIndex : all[i - 1].endIndex;
    const end = i < firstKept ? all[i + 1].startIndex : node.endIndex;
    return [{ start: fn.unit.offset + start, end: fn.unit.offset + end }];
  });
}

function declaratorsOf(declaration: SyntaxNode): SyntaxNode[] {
  return declaration
    .childrenForFieldName("declarator")
    .filter((node): node is SyntaxNode => node !== null && node.type !== ",");
}

function innerName(declarator: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | null = declarator;
  while (at && at.type !== "identifier") at = at.childForFieldName("declarator");
  return at ?? undefined;
}
