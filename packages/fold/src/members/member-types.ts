import {
  type CParser,
  createTypeScope,
  type DeclaredType,
  type ExaminedExpression,
  type ParsedC,
  type SyntaxNode,
  type TreeReader,
  type TypeScope,
} from "@kindred/c-source";
import { remember } from "../memo/remember.ts";
import type { Term } from "../syntax/term.ts";
import type { FoldMember } from "./fold-member.ts";

/** Types of a member's terms, as the declarations around it tell. */
export interface MemberTypes {
  /** Of the value that a term gives: an array is a pointer. */
  typeOf(term: Term): DeclaredType | undefined;
  /** Of the object that it names: with qualifiers, and arrays as arrays. */
  typeOfObject(term: Term): DeclaredType | undefined;
  /** The type of a term, and what evaluating it does. */
  examine(term: Term): ExaminedExpression | undefined;
  /** Gives the parser's memory back. */
  free(): void;
}

/**
 * Opens the declarations around a member. The same terms are asked for in every part of a family that the member is
 * tried in: answers are kept with it, and it is parsed only when a question is new.
 */
export function openTypes(member: FoldMember, parser: CParser, tree: TreeReader): MemberTypes {
  const { values, objects, examined } = knownTypes(member);
  let parsed: ParsedC | undefined;
  let scope: TypeScope | undefined;
  const ask = <T>(
    term: Term,
    known: Map<string, T | undefined>,
    question: (scope: TypeScope, node: SyntaxNode) => T | undefined,
  ): T | undefined => {
    const key = `${term.start}-${term.end}`;
    if (known.has(key)) return known.get(key);
    parsed ??= parser.parseFunction(member.plainText);
    scope ??= createTypeScope(parsed, { file: member.file, tree });
    const node = parsed.root.descendantForIndex(term.start, term.end - 1);
    const type = node ? question(scope, node) : undefined;
    known.set(key, type);
    return type;
  };
  return {
    typeOf: (term) => ask(term, values, (types, node) => types.typeOf(node)),
    typeOfObject: (term) => ask(term, objects, (types, node) => types.typeOfObject(node)),
    examine: (term) =>
      ask(term, examined, (types, node) =>
        node.startIndex === term.start && node.endIndex === term.end ? types.examine(node) : undefined,
      ),
    free: () => parsed?.free(),
  };
}

type Known = Map<string, DeclaredType | undefined>;

const knownTypes = remember((_: FoldMember) => ({
  values: new Map() as Known,
  objects: new Map() as Known,
  examined: new Map<string, ExaminedExpression | undefined>(),
}));
