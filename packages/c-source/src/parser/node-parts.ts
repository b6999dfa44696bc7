import type { SyntaxNode } from "./parsed-c.ts";

/** Named children without comments. */
export function namedChildrenOf(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter((child) => child !== null && child.type !== "comment");
}

/** The identifier in a declarator, however deep in pointers, arrays, parentheses and parameter lists it stands. */
export function declaredName(declarator: SyntaxNode | null): SyntaxNode | undefined {
  let node = declarator;
  while (node) {
    if (node.type === "identifier" || node.type === "field_identifier" || node.type === "type_identifier")
      return node;
    node =
      node.childForFieldName("declarator") ??
      (node.type.endsWith("declarator") ? (namedChildrenOf(node)[0] ?? null) : null);
  }
  return undefined;
}

/** The function_definition in a parse of one function, if there is exactly one at the top. */
export function soleFunction(root: SyntaxNode): SyntaxNode | undefined {
  const definitions = namedChildrenOf(root).filter((child) => child.type === "function_definition");
  return definitions.length === 1 ? definitions[0] : undefined;
}

/** Name of a function_definition. */
export function functionName(definition: SyntaxNode): string | undefined {
  return declaredName(definition.childForFieldName("declarator"))?.text;
}

/** The function_declarator of a function_definition or declaration: what holds the parameter list. */
export function functionDeclarator(definition: SyntaxNode): SyntaxNode | undefined {
  let node = definition.childForFieldName("declarator");
  while (node && node.type !== "function_declarator") node = node.childForFieldName("declarator");
  return node ?? undefined;
}

/** The parameter_declaration nodes of a function_definition; empty for `(void)`. */
export function parametersOf(definition: SyntaxNode): SyntaxNode[] {
  const list = functionDeclarator(definition)?.childForFieldName("parameters");
  const parameters = list ? namedChildrenOf(list) : [];
  return parameters.length === 1 && parameters[0].text === "void" ? [] : parameters;
}
