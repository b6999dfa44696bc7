import type { CParser } from "@kindred/c-source";
import { compilePattern } from "../pattern/compile-pattern.ts";
import type { CPattern, PatternKind } from "../pattern/pattern.ts";

/** Something to put into a `${}` of a pattern: C text, another pattern, or a metavariable. */
export type PatternPart = string | number | CPattern | { readonly metavariable: string };

/** A template tag: `` c.stmt`$x = f($...args);` ``. */
export type PatternTag = (strings: TemplateStringsArray, ...parts: readonly PatternPart[]) => CPattern;

/** The makers of C patterns. In all of them `$name` is a gap for one node and `$...name` for a run of nodes. */
export interface CPatterns {
  /** One statement, or several that follow each other (`$...between;` leaves room for any number). */
  readonly stmt: PatternTag;
  /** An expression. */
  readonly expr: PatternTag;
  /** A declaration, in a block or outside functions. */
  readonly decl: PatternTag;
  /** A whole function definition. */
  readonly func: PatternTag;
  /** A metavariable by name, for patterns put together by code: `c.meta("x")` is `$x`, `c.meta("args", "run")` is `$...args`. */
  meta(name: string, reach?: "one" | "run"): { readonly metavariable: string };
}

/** Second argument of `transform`. */
export interface CodemodApi {
  readonly c: CPatterns;
}

/** Makes the API on a parser. Patterns are compiled once for each spelling, however often the tag runs. */
export function createCodemodApi(parser: CParser): CodemodApi {
  const compiled = new Map<string, CPattern>();
  const tag =
    (kind: PatternKind): PatternTag =>
    (strings, ...parts) => {
      const source = strings.raw
        .map((piece, i) => piece + (i < parts.length ? partText(parts[i]) : ""))
        .join("");
      const key = `${kind}\0${source}`;
      let pattern = compiled.get(key);
      if (!pattern) compiled.set(key, (pattern = compilePattern(parser, kind, source)));
      return pattern;
    };
  return {
    c: {
      stmt: tag("statements"),
      expr: tag("expression"),
      decl: tag("declaration"),
      func: tag("function"),
      meta: (name, reach = "one") => ({ metavariable: reach === "one" ? `$${name}` : `$...${name}` }),
    },
  };
}

function partText(part: PatternPart): string {
  if (typeof part !== "object") return String(part);
  return "metavariable" in part ? part.metavariable : part.source;
}
