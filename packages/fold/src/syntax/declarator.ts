import { childIn, type Term } from "./term.ts";

const WRAPPERS: ReadonlySet<string> = new Set([
  "init_declarator",
  "pointer_declarator",
  "array_declarator",
  "function_declarator",
  "parenthesized_declarator",
  "attributed_declarator",
]);

/** The identifier that a declarator declares, or undefined for an abstract one. */
export function declaredName(declarator: Term): Term | undefined {
  if (declarator.type === "identifier") return declarator;
  if (!WRAPPERS.has(declarator.type)) return undefined;
  const inner =
    childIn(declarator, "declarator") ??
    declarator.children.find((child) => child.type === "identifier" || WRAPPERS.has(child.type));
  return inner && declaredName(inner);
}

/** The `function_declarator` of a function definition: below any `*` of its return type. */
export function functionDeclarator(definition: Term): Term | undefined {
  let part = childIn(definition, "declarator");
  while (part && part.type !== "function_declarator") part = childIn(part, "declarator");
  return part;
}
