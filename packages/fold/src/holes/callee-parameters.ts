import type { Declarations, DeclaredType } from "@kindred/c-source";
import { rememberWith } from "../memo/remember.ts";

/** A parameter of a function, as its definition or prototype declares it. */
export interface CalleeParameter {
  /** Type of a plain scalar or pointer parameter as it is written; undefined for arrays and function pointers. */
  readonly type: string | undefined;
  readonly name: string;
}

/** `#define readl __raw_readl` is looked behind so often. */
const MOST_ALIASES = 4;

/**
 * The parameters of a function that is declared in sight of a file. Undefined for a macro that is more than another
 * name for a function, for a function declared twice in different words, and for what is not found.
 */
export const calleeParameters = rememberWith(
  (declarations: Declarations, callee: string): readonly CalleeParameter[] | undefined => {
    const name = functionBehind(declarations, callee);
    return name === undefined ? undefined : declarations.parameters(name)?.map(readParameter);
  },
);

/** The function that a name means: itself, or what a macro without parameters puts in its place. */
function functionBehind(declarations: Declarations, callee: string): string | undefined {
  let name = callee;
  for (let hops = 0; hops < MOST_ALIASES; hops++) {
    const bodies = declarations
      .macro(name)
      ?.definitions.map(({ parameters, body }) => (parameters ? "" : body));
    if (!bodies || bodies.every((body) => body === name)) return name;
    const [first] = bodies;
    if (!/^[A-Za-z_]\w*$/.test(first) || bodies.some((body) => body !== first)) return undefined;
    name = first;
  }
  return undefined;
}

function readParameter({ type, name }: { type: DeclaredType | undefined; name: string }): CalleeParameter {
  const isPlain = type !== undefined && !type.isArray && /^[\w *]+$/.test(type.text);
  if (!isPlain) return { type: undefined, name };
  // What a function does with its own copy says nothing about what it is given.
  return { type: type.pointers > 0 ? type.text : type.text.replace(/^const /, ""), name };
}
