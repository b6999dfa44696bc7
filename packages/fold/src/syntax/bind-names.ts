import { declaredName, functionDeclarator } from "./declarator.ts";
import { childIn, type Term } from "./term.ts";

/**
 * Which names of a function are its own: parameters, locals, labels and the function itself. Each declaration gets
 * a number in the order of the text; every use is resolved to the innermost declaration in sight, as C does. Two
 * functions are alike up to renaming when these numbers can be paired one to one. Names declared by macros
 * (`DEFINE_WAIT(w)`), by `extern` and by local prototypes stay free, so a renamed one is a difference, never a
 * false equality.
 */
export interface BoundNames {
  /** Number of the declaration, by offset of the leaf. */
  readonly at: ReadonlyMap<number, number>;
  /** Name of each declaration, by its number. */
  readonly names: readonly string[];
  /** Number of the function's own name. */
  readonly self: number | undefined;
}

class Scope {
  private readonly names = new Map<string, number>();
  private readonly outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.outer = outer;
  }

  declare(name: string, id: number): void {
    this.names.set(name, id);
  }

  find(name: string): number | undefined {
    return this.names.get(name) ?? this.outer?.find(name);
  }
}

/** Resolves the names of one function definition. Linear in its size times its nesting. */
export function bindNames(definition: Term): BoundNames {
  const at = new Map<number, number>();
  const names: string[] = [];
  const labels = new Map<string, number>();

  const declare = (leaf: Term, scope: Scope): void => {
    const id = names.push(leaf.text) - 1;
    scope.declare(leaf.text, id);
    at.set(leaf.start, id);
  };
  const useLabel = (leaf: Term): void => {
    const id = labels.get(leaf.text) ?? names.push(leaf.text) - 1;
    labels.set(leaf.text, id);
    at.set(leaf.start, id);
  };
  const resolve = (leaf: Term, scope: Scope): void => {
    const id = at.has(leaf.start) ? undefined : scope.find(leaf.text);
    if (id !== undefined) at.set(leaf.start, id);
  };
  const visitAll = (terms: readonly Term[], scope: Scope): void => {
    for (const term of terms) visit(term, scope);
  };
  const visitDeclaration = (term: Term, scope: Scope): void => {
    const binds = !isExtern(term);
    for (const child of term.children) {
      const leaf =
        child.field === "declarator" && binds && !isPrototype(child) ? declaredName(child) : undefined;
      if (leaf) declare(leaf, scope);
      visit(child, scope);
    }
  };
  const visit = (term: Term, scope: Scope): void => {
    if (term.type === "identifier") resolve(term, scope);
    else if (term.type === "statement_identifier") useLabel(term);
    else if (term.type === "declaration") visitDeclaration(term, scope);
    else if (term.type === "compound_statement" || term.type === "for_statement")
      visitAll(term.children, new Scope(scope));
    else visitAll(term.children, scope);
  };

  const file = new Scope();
  const head = functionDeclarator(definition);
  const own = head && childIn(head, "declarator");
  if (own) declare(own, file);
  const body = new Scope(file);
  for (const parameter of parametersOf(definition)) {
    const leaf = declaratorName(parameter);
    if (leaf) declare(leaf, body);
  }
  visitAll(definition.children, body);
  return { at, names, self: own && at.get(own.start) };
}

/** The parameter declarations of a function definition. */
export function parametersOf(definition: Term): readonly Term[] {
  const head = functionDeclarator(definition);
  const list = head && childIn(head, "parameters");
  return (list?.children ?? []).filter((child) => child.named);
}

/** The name that a parameter declares, if it has one. */
export function declaratorName(parameter: Term): Term | undefined {
  const declarator = childIn(parameter, "declarator");
  return declarator && declaredName(declarator);
}

function isExtern(declaration: Term): boolean {
  return declaration.children.some(
    (child) =>
      child.type === "storage_class_specifier" && child.children.some((leaf) => leaf.text === "extern"),
  );
}

/** `int f(void)` declares a function elsewhere; `int (*f)(void)` a variable here. */
function isPrototype(declarator: Term): boolean {
  let part: Term | undefined = declarator;
  while (part && part.type === "pointer_declarator") part = childIn(part, "declarator");
  return part?.type === "function_declarator" && childIn(part, "declarator")?.type === "identifier";
}
