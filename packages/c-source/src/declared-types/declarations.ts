import { TokenView } from "../lexer/token-view.ts";
import { type CText, encodeC } from "../text/c-text.ts";
import type { TreeReader } from "../tree/tree.ts";
import type { DeclarationIndex, Enumerator } from "./declaration-index.ts";
import { type DeclaredType, makeType, unqualified } from "./declared-type.ts";
import { type DeclaringFile, declarationsInSight, type IndexedFile } from "./header-lookup.ts";
import { integerKind, type PromotedInteger, promote } from "./integer-types.ts";
import type { MacroText } from "./macro-definitions.ts";
import { type DeclaredName, readDeclaration, readTypeName } from "./read-declaration.ts";

/** The definitions of a macro that a file sees, and whether they are in the driver's own files. */
export interface MacroInSight {
  readonly definitions: readonly MacroText[];
  readonly isOwn: boolean;
}

/** What a file's names mean, by its own declarations and those of the headers that it includes; undefined for what is not known for certain. */
export interface Declarations {
  macro(name: string): MacroInSight | undefined;
  enumerator(name: string): Enumerator | undefined;
  variable(name: string): DeclaredType | undefined;
  /** What a function gives. */
  result(functionName: string): DeclaredType | undefined;
  /** A function's parameters; undefined where declarations disagree. */
  parameters(functionName: string): readonly DeclaredName[] | undefined;
  field(record: DeclaredType, name: string): DeclaredType | undefined;
  isTypedef(name: string): boolean;
  /** The type behind a typedef that is a pointer or a structure, or the type itself. */
  behindTypedef(type: DeclaredType): DeclaredType;
  /** What a type that is no pointer computes with; undefined for what is no integer. */
  integer(base: string): PromotedInteger | undefined;
}

const MOST_HOPS = 8;
const known = new WeakMap<object, Declarations>();

/** The declarations in sight of a file; headers are read only as far as somebody asks, and answers are kept with the file object. */
export function declarationsOf(file: DeclaringFile | undefined, tree: TreeReader | undefined): Declarations {
  if (!file) return lookUp([][Symbol.iterator]());
  const before = known.get(file) ?? lookUp(declarationsInSight(file, tree));
  known.set(file, before);
  return before;
}

type Search = <T>(
  key: string,
  question: (index: DeclarationIndex, path: string) => T | null | undefined,
) => T | undefined;

function lookUp(rest: Iterator<IndexedFile>): Declarations {
  const search = createSearch(rest);
  const typedef = (name: string): DeclaredType | undefined =>
    search(`typedef ${name}`, ({ typedefs }) => typedefs.get(name));
  const resolve = (type: DeclaredType): DeclaredType => {
    let current = type;
    for (let hops = 0; hops < MOST_HOPS; hops++) {
      const name = unqualified(current.base);
      const alias = name.includes(" ") ? undefined : typedef(name);
      if (!alias) return current;
      current = throughAlias(current, alias);
      if (current.gives) return current;
    }
    return current;
  };
  const enumInteger = (tag: string): string | undefined =>
    search<string>(`enum ${tag}`, ({ enums }) => (enums.has(tag) ? (enums.get(tag) ?? null) : undefined));
  return {
    macro: (name) =>
      search(`macro ${name}`, ({ macros }, path) => {
        const definitions = macros.get(name);
        return definitions.length > 0 ? { definitions, isOwn: !/^(?:include|arch)\//.test(path) } : undefined;
      }),
    enumerator: (name) => search(`enumerator ${name}`, ({ enumerators }) => enumerators.get(name)),
    variable: (name) => search(`variable ${name}`, ({ variables }) => variables.get(name)),
    result: (name) => search(`function ${name}`, ({ functions }) => functions.get(name)),
    parameters: (name) =>
      search(`parameters ${name}`, ({ parameterLists }) => {
        const lists = parameterLists.get(name);
        return lists && agreedParameters(lists);
      }),
    field(record, name) {
      const { base, pointers } = resolve(record);
      const tag = unqualified(base);
      if (pointers > 1) return undefined;
      return search(`record ${tag}`, ({ records }) => records.get(tag))?.get(name) ?? undefined;
    },
    isTypedef: (name) => integerKind(name) !== undefined || typedef(name) !== undefined,
    behindTypedef: resolve,
    integer(base) {
      const own = makeType(unqualified(base));
      const plain = integerKind(base);
      if (plain) return { type: promote(own, plain), kind: plain };
      const behind = resolve(own);
      const tag = unqualified(behind.base);
      if (behind.pointers > 0) return undefined;
      const name = tag.startsWith("enum ") ? enumInteger(tag) : tag;
      const kind = name === undefined ? undefined : integerKind(name);
      return name === undefined || kind === undefined
        ? undefined
        : { type: promote(name === tag ? own : makeType(name), kind), kind };
    },
  };
}

/** The first answer in order of nearness; an answer of null (known to be unclear) ends the search. Answers are kept. */
function createSearch(rest: Iterator<IndexedFile>): Search {
  const read: IndexedFile[] = [];
  const answers = new Map<string, unknown>();
  const findFirst = <T>(
    question: (index: DeclarationIndex, path: string) => T | null | undefined,
  ): T | undefined => {
    for (let i = 0; ; i++) {
      if (i === read.length) {
        const next = rest.next();
        if (next.done) return undefined;
        read.push(next.value);
      }
      const answer = question(read[i].index, read[i].path);
      if (answer !== undefined) return answer ?? undefined;
    }
  };
  return <T>(key: string, question: (index: DeclarationIndex, path: string) => T | null | undefined) => {
    if (answers.has(key)) return answers.get(key) as T | undefined;
    const answer = findFirst(question);
    answers.set(key, answer);
    return answer;
  };
}

/** `alias` with what stands around its name: `const foo_t *` for `typedef struct foo *foo_t`. */
function throughAlias(type: DeclaredType, alias: DeclaredType): DeclaredType {
  if (alias.gives)
    return type.pointers === 0 ? alias : makeType(alias.base, [...alias.constLevels, ...type.constLevels]);
  const isConst = type.base.split(" ").includes("const");
  if (alias.pointers === 0) {
    return makeType(isConst ? `const ${alias.base}` : alias.base, type.constLevels, type.isArray);
  }
  return makeType(
    alias.base,
    [...alias.constLevels, ...type.constLevels],
    type.isArray || (type.pointers === 0 && alias.isArray),
  );
}

function agreedParameters(lists: readonly CText[]): readonly DeclaredName[] | null {
  const read = lists.map(readParameters);
  const types = (names: readonly DeclaredName[]): string =>
    names.map(({ type }) => type?.text ?? "").join("|");
  return read.every((names) => types(names) === types(read[0])) ? read[0] : null;
}

/** The parameters between a function's parentheses; one that is only a type has an empty name. */
function readParameters(list: CText): DeclaredName[] {
  return splitList(list).map((part) => {
    const view = new TokenView(encodeC(part));
    const [declared] = readDeclaration(view, 0, view.count);
    return declared ?? { name: "", type: readTypeName(view, 0, view.count) };
  });
}

function splitList(list: CText): CText[] {
  const parts: CText[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= list.length; at++) {
    const char = list[at];
    if (char === "(" || char === "[") depth++;
    else if (char === ")" || char === "]") depth--;
    else if (at === list.length || (char === "," && depth === 0)) {
      parts.push(list.slice(from, at));
      from = at + 1;
    }
  }
  return parts.length === 1 && /^\s*(?:void)?\s*$/.test(parts[0]) ? [] : parts;
}
