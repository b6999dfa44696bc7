import { type CText, decodeC, encodeC } from "@kindred/c-source";
import { blankComments } from "./comments.ts";

/** A preprocessor line with its continuations. */
export interface Directive {
  /** Offset of the `#`. */
  readonly start: number;
  readonly end: number;
  /** `if`, `define`, `include` … */
  readonly keyword: string;
  /** What follows the keyword, comments blanked, continuations joined. */
  readonly rest: string;
}

const DIRECTIVE = /^[ \t]*#[ \t]*([a-z_]*)((?:\\\r?\n|[^\n])*)/gm;

/** The preprocessor lines of a text, in order. */
export function findDirectives(text: CText): Directive[] {
  const found = [...blankComments(text).matchAll(DIRECTIVE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    keyword: match[1],
    rest: match[2].replace(/\\\r?\n/g, " ").trim(),
  }));
  // A piece of a text keeps all of it in memory: the pieces are cut anew from a text that holds nothing else.
  const rests = decodeC(encodeC(found.map(({ rest }) => rest).join("")));
  let at = 0;
  return found.map((directive) => ({ ...directive, rest: rests.slice(at, (at += directive.rest.length)) }));
}

/** The conditions around each stretch of a text, e.g. `["ifdef CONFIG_PM", "!(if X)"]`. */
export interface ConditionMap {
  /** The conditions in force at an offset, outermost first, as one comparable string; empty for none. */
  at(offset: number): string;
}

/** Reads the nesting of `#if` … `#endif`. */
export function mapConditions(directives: readonly Directive[]): ConditionMap {
  const starts: number[] = [0];
  const values: string[] = [""];
  const stack: string[] = [];
  for (const directive of directives) {
    if (!changesConditions(directive, stack)) continue;
    starts.push(directive.end);
    values.push(stack.join(" && "));
  }
  return {
    at(offset) {
      let index = starts.length - 1;
      while (index > 0 && starts[index] > offset) index--;
      return values[index];
    },
  };
}

function changesConditions({ keyword, rest }: Directive, stack: string[]): boolean {
  if (keyword === "if" || keyword === "ifdef" || keyword === "ifndef") stack.push(`${keyword} ${rest}`);
  else if (keyword === "elif") stack.push(`!(${stack.pop()}) ${keyword} ${rest}`);
  else if (keyword === "else") stack.push(`!(${stack.pop()})`);
  else if (keyword === "endif") stack.pop();
  else return false;
  return true;
}
