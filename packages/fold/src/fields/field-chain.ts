import { unwrap } from "../flow/effects.ts";
import { childIn, type Term } from "../syntax/term.ts";

/** A field of what a variable points to, through structures in it: `x->a.b`. */
export interface FieldChain {
  /** The variable. */
  readonly root: Term;
  /** `x->a`, `x->a.b`. */
  readonly steps: readonly Term[];
}

/** Reads a chain with one `->`, behind the variable: its address is the variable's value and a constant. */
export function readChain(term: Term): FieldChain | undefined {
  const steps: Term[] = [];
  let inner: Term | undefined = term;
  while (inner?.type === "field_expression") {
    steps.unshift(inner);
    const argument: Term | undefined = childIn(inner, "argument");
    const root = argument && unwrap(argument);
    if (childIn(inner, "operator")?.text === "->")
      return root?.type === "identifier" ? { root, steps } : undefined;
    inner = root;
  }
  return undefined;
}

/** The name of one of a chain's fields; -1 is the last. */
export function fieldAt({ steps }: FieldChain, index: number): string | undefined {
  const step = steps.at(index);
  return step && childIn(step, "field")?.text;
}
