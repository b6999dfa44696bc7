/*
 * What the text of a helper takes from outside: names, members of structures, and structures that must be defined, not
 * only declared, because their members are used, or because they are held, copied or measured whole.
 */
import {
  createTypeScope,
  type DeclaredType,
  declarationsOf,
  findAll,
  type TypeScope,
} from "@kindred/c-source";
import type { LoadContext } from "../members/fold-member.ts";
import { type Including, kernelHeaders } from "../members/kernel-headers.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import type { FoldDesign } from "./fold-design.ts";

/** Something that a header must have or include. */
export interface NeededName {
  readonly name: string;
  /** Whether this file has it. */
  isIn(file: SourceFile): boolean;
}

/** Names that no header has to declare: Kbuild gives them to the compiler, or they are of C. */
const BUILT_IN: ReadonlySet<string> = new Set(["KBUILD_MODNAME", "KBUILD_BASENAME", "va_list", "__func__"]);

/** What a helper needs where it stands: functions that it calls first, then other names, members, and structures. */
export function neededNames(
  { helper, sites }: FoldDesign,
  context: Pick<LoadContext, "parser" | "tree">,
): readonly NeededName[] {
  const text = helper.define("helper", "static inline");
  const tokens = cTokens(text);
  const members = tokens.filter((token, i) => isWord(token) && /^(?:\.|->)$/.test(tokens[i - 1]?.text ?? ""));
  const called = new Set(tokens.filter((_, i) => tokens[i + 1]?.text === "(").map(({ text: word }) => word));
  const names = [...helper.freeNames].filter((name) => !BUILT_IN.has(name)).sort();
  const inOrder = [
    ...names.filter((name) => called.has(name)),
    ...names.filter((name) => !called.has(name)),
    ...members.map(({ text: word }) => word).sort(),
  ];
  const whole = wholeStructures(text, sites[0].member.file, context);
  return [...[...new Set(inOrder)].map(mentionOf), ...whole.map(definitionOf)];
}

/** A name that is enough to stand in a header somehow. */
export function mentionOf(name: string): NeededName {
  return { name, isIn: ({ words }) => words.has(name) };
}

/** The definition of `struct foo`. */
export function definitionOf(tag: string): NeededName {
  const [, word] = tag.split(" ");
  const pattern = new RegExp(`\\b${tag.replace(" ", "\\s+")}\\s*\\{`);
  return { name: tag, isIn: ({ words, text }) => words.has(word) && pattern.test(text) };
}

/** Whether files, or the headers of the kernel that they include, have it. */
export function isInSight({ isIn }: NeededName, table: Including, sources: SourceFiles): boolean {
  return table.files.some(isIn) || kernelHeaders(table, sources).some(isIn);
}

const OBJECTS = ["pointer_expression", "subscript_expression", "sizeof_expression"];

/** The structures, by their tags, that a function cannot do with only declared. */
function wholeStructures(
  text: string,
  file: SourceFile,
  { parser, tree }: Pick<LoadContext, "parser" | "tree">,
): string[] {
  const declarations = declarationsOf(file, tree);
  const tags = new Set<string>();
  const add = (type: DeclaredType | undefined, mostStars: number): void => {
    const behind = type && declarations.behindTypedef(type);
    const tag = /\b(?:struct|union) \w+$/.exec(behind?.base ?? "")?.[0];
    if (behind && tag !== undefined && behind.pointers <= mostStars) tags.add(tag);
  };
  const parsed = parser.parseFunction(text);
  try {
    const scope: TypeScope = createTypeScope(parsed, { file, tree });
    for (const node of findAll(parsed.root, ["field_expression"]))
      add(scope.typeOfObject(node.childForFieldName("argument")!), 1);
    for (const node of findAll(parsed.root, OBJECTS)) add(scope.typeOfObject(node), 0);
  } finally {
    parsed.free();
  }
  for (const [, tag] of text.matchAll(/\b((?:struct|union)\s+\w+)\b\s*(?!const\b|volatile\b)[\w)]/g))
    tags.add(tag.replace(/\s+/g, " "));
  return [...tags].sort();
}
