import { Mark } from "../lexer/marks.ts";
import { TokenView } from "../lexer/token-view.ts";
import type { ParsedC, SyntaxNode } from "../parser/parsed-c.ts";
import { findAll } from "../parser/walk.ts";
import { encodeC } from "../text/c-text.ts";
import type { TreeReader } from "../tree/tree.ts";
import { declarationsOf } from "./declarations.ts";
import { type DeclaredType, isWritable } from "./declared-type.ts";
import type { DeclaringFile } from "./header-lookup.ts";
import { type DeclaredName, readDeclaration } from "./read-declaration.ts";
import { type ExaminedExpression, examineExpression, typeOfExpression } from "./type-of-expression.ts";
import type { TypeSources } from "./type-sources.ts";

/** Where types are looked up: the parsed function, and if given the file it is from and the tree around that. */
export interface TypeScopeOptions {
  readonly file?: DeclaringFile;
  readonly tree?: TreeReader;
}

export interface TypeScope {
  /** The type of an expression node of the parsed function; undefined when it is not known for certain. */
  typeOf(node: SyntaxNode): DeclaredType | undefined;
  /** The type, and what evaluating the expression does. */
  examine(node: SyntaxNode): ExaminedExpression | undefined;
  /** The same of the object that it names: qualifiers are kept, and an array is one. */
  typeOfObject(node: SyntaxNode): DeclaredType | undefined;
  /** The declared type of a parameter, local or file-level variable that is in sight at `node`. */
  typeOfName(name: string, node: SyntaxNode): DeclaredType | undefined;
}

/** A name declared in the function, with the part of the text in which it holds. */
interface LocalName extends DeclaredName {
  readonly from: number;
  readonly to: number;
}

/**
 * Types without compiling: parameters and locals from the function's tree, everything else from the declarations
 * of its file and of the headers in sight, macros by their definitions. What two branches of an `#if` declare
 * differently is unknown.
 */
export function createTypeScope(parsed: ParsedC, { file, tree }: TypeScopeOptions = {}): TypeScope {
  const locals = readLocals(parsed);
  const declarations = declarationsOf(file, tree);
  const variableAt = (name: string, at: SyntaxNode): DeclaredType | undefined => {
    const local = findLocal(locals, name, at);
    return local ? local.type : declarations.variable(name);
  };
  const sourcesAt = (node: SyntaxNode): TypeSources => ({
    declarations,
    variable: (name) => variableAt(name, node),
    isLocal: (name) => findLocal(locals, name, node) !== undefined,
  });
  return {
    typeOf: (node) => typeOfExpression(parsed.sourceOf(node), sourcesAt(node)),
    examine: (node) => examineExpression(parsed.sourceOf(node), sourcesAt(node)),
    typeOfObject: (node) => examineExpression(parsed.sourceOf(node), sourcesAt(node))?.type,
    typeOfName: (name, node) => {
      const type = variableAt(name, node);
      return type && isWritable(type) ? type : undefined;
    },
  };
}
function readLocals(parsed: ParsedC): LocalName[] {
  const locals: LocalName[] = [];
  for (const node of findAll(parsed.root, ["declaration", "parameter_declaration"])) {
    if (node.type !== "declaration" && !isParameter(node)) continue;
    const block = enclosingBlock(node);
    const view = new TokenView(encodeC(parsed.sourceOf(node)));
    const last = view.mark(view.count - 1) === Mark.Semicolon ? view.count - 1 : view.count;
    for (const name of readDeclaration(view, 0, last)) {
      locals.push({ ...name, from: node.startIndex, to: block.endIndex });
    }
  }
  return locals;
}

/** A parameter of the function itself, not one of a pointer to a function. */
function isParameter(node: SyntaxNode): boolean {
  if (node.type !== "parameter_declaration") return false;
  for (let above = node.parent; above; above = above.parent) {
    if (above.type === "function_definition") return true;
    if (above.type === "declaration" || above.type === "parameter_declaration") return false;
  }
  return false;
}

/** The node at whose end a declaration stops to hold. */
function enclosingBlock(node: SyntaxNode): SyntaxNode {
  let block = node;
  while (block.parent) {
    block = block.parent;
    if (
      block.type === "compound_statement" ||
      block.type === "for_statement" ||
      block.type === "function_definition"
    )
      break;
  }
  return block;
}

/** The innermost declaration of a name that holds at a node. */
function findLocal(locals: readonly LocalName[], name: string, at: SyntaxNode): LocalName | undefined {
  let best: LocalName | undefined;
  for (const local of locals) {
    if (local.name !== name || at.startIndex < local.from || at.startIndex >= local.to) continue;
    if (!best || local.from >= best.from) best = local;
  }
  return best;
}
