import { Mark } from "../lexer/marks.ts";
import { TokenView } from "../lexer/token-view.ts";
import type { ParsedC, SyntaxNode } from "../parser/parsed-c.ts";
import { walk } from "../parser/walk.ts";
import { type CText, encodeC } from "../text/c-text.ts";
import type { TreeReader } from "../tree/tree.ts";
import type { DeclarationIndex } from "./declaration-index.ts";
import { type DeclaredType, unqualified } from "./declared-type.ts";
import { declarationsInSight } from "./header-lookup.ts";
import { type DeclaredName, readDeclaration } from "./read-declaration.ts";
import { typeOfExpression, typeOfObject } from "./type-of-expression.ts";

/** Where types are looked up: the parsed function, and if given the file it is from and the tree around that. */
export interface TypeScopeOptions {
  /** `path` is relative to `tree.root`. */
  readonly file?: { readonly text: CText; readonly path: string };
  readonly tree?: TreeReader;
}

export interface TypeScope {
  /** The declared type of an expression node of the parsed function; undefined when it is not known for certain. */
  typeOf(node: SyntaxNode): DeclaredType | undefined;
  /** The same of the object that it names: qualifiers are kept, and an array is one. */
  typeOfObject(node: SyntaxNode): DeclaredType | undefined;
  /** The declared type of a parameter, local or file-level variable that is in sight at `node`. */
  typeOfName(name: string, node: SyntaxNode): DeclaredType | undefined;
}

/** Look-ups that expressions need; each gives undefined for what is not known. */
export interface TypeSources {
  readonly parsed: ParsedC;
  variable(name: string, at: SyntaxNode): DeclaredType | undefined;
  result(functionName: string): DeclaredType | undefined;
  field(record: DeclaredType, name: string): DeclaredType | undefined;
}

/** A name declared in the function, with the part of the text in which it holds. */
interface LocalName extends DeclaredName {
  readonly from: number;
  readonly to: number;
}

/**
 * Types as they are declared, without compiling: parameters and locals from the function's tree, everything else
 * from the declarations of its file and of the headers in sight. Macros are not expanded, so whatever comes out of
 * one is unknown (but for `container_of` and its kind); so is what two branches of an `#if` declare differently.
 */
export function createTypeScope(parsed: ParsedC, options: TypeScopeOptions = {}): TypeScope {
  const locals = readLocals(parsed);
  const inSight = new Declarations(options);
  const sources: TypeSources = {
    parsed,
    variable: (name, at) => {
      const local = findLocal(locals, name, at);
      return local ? local.type : inSight.find((index) => index.variables.get(name));
    },
    result: (name) => inSight.find((index) => index.functions.get(name)),
    field: (record, name) => inSight.fieldsOf(record.base)?.get(name) ?? undefined,
  };
  return {
    typeOf: (node) => typeOfExpression(node, sources),
    typeOfObject: (node) => typeOfObject(node, sources),
    typeOfName: (name, node) => sources.variable(name, node),
  };
}

/** The declarations of a file and its headers, read only as far as needed and then kept. */
class Declarations {
  readonly #read: DeclarationIndex[] = [];
  readonly #rest: Iterator<DeclarationIndex>;

  constructor({ file, tree }: TypeScopeOptions) {
    this.#rest = file ? declarationsInSight(file, tree) : [][Symbol.iterator]();
  }

  /** The first answer in order of nearness; an answer of null (known to be unclear) ends the search. */
  find<T>(question: (index: DeclarationIndex) => T | null | undefined): T | undefined {
    for (let i = 0; ; i++) {
      if (i === this.#read.length) {
        const next = this.#rest.next();
        if (next.done) return undefined;
        this.#read.push(next.value);
      }
      const answer = question(this.#read[i]);
      if (answer !== undefined) return answer ?? undefined;
    }
  }

  fieldsOf(base: string): ReadonlyMap<string, DeclaredType | null> | undefined {
    let name = unqualified(base);
    for (let hops = 0; hops < 4; hops++) {
      const record = this.find((index) => index.records.get(name));
      if (record) return record;
      const alias = this.find((index) => index.typedefs.get(name));
      if (!alias || alias.pointers > 0) return undefined;
      name = unqualified(alias.base);
    }
    return undefined;
  }
}

function readLocals(parsed: ParsedC): LocalName[] {
  const locals: LocalName[] = [];
  walk(parsed.root, (node) => {
    if (node.type !== "declaration" && !isParameter(node)) return true;
    const block = enclosingBlock(node);
    const view = new TokenView(encodeC(parsed.sourceOf(node)));
    const last = view.mark(view.count - 1) === Mark.Semicolon ? view.count - 1 : view.count;
    for (const name of readDeclaration(view, 0, last)) {
      locals.push({ ...name, from: node.startIndex, to: block.endIndex });
    }
    return node.type === "declaration";
  });
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
