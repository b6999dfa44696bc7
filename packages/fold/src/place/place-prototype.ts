import type { CText } from "@kindred/c-source";
import { blankComments } from "../members/comments.ts";
import { kernelHeaders } from "../members/kernel-headers.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import { guardOf } from "./common-headers.ts";
import type { FoldOperation } from "./fold-operation.ts";
import { headersAhead } from "./headers-ahead.ts";
import type { HelperHome } from "./helper-home.ts";
import type { IsFree } from "./removable-members.ts";

const BASIC_TYPES: ReadonlySet<string> = new Set(
  (
    "const volatile struct union enum void char short int long unsigned signed bool float double size_t ssize_t loff_t u8 u16 " +
    "u32 u64 s8 s16 s32 s64 __iomem __user __le16 __le32 __le64 __be16 __be32 __be64 dma_addr_t gfp_t"
  ).split(" "),
);

export interface PlacedPrototype {
  readonly text: CText;
  readonly operation: FoldOperation;
}

export interface HeaderContext {
  readonly isFree: IsFree;
  readonly sources: SourceFiles;
}

/** Puts the prototype of a definition behind another prototype of the header; undefined when no place or type is there. */
export function placePrototype(
  home: HelperHome,
  definition: CText,
  context: HeaderContext,
): PlacedPrototype | undefined {
  const signature = signatureOf(definition);
  if (signature === undefined) return undefined;
  return placeDeclarations(home, { text: `${signature};`, signatures: [signature] }, context);
}

/** A function's definition up to its body. */
export function signatureOf(definition: CText): CText | undefined {
  const tokens = cTokens(definition);
  const body = tokens.find((token) => token.text === "{");
  const open = tokens.find((token) => token.text === "(");
  return body && open ? definition.slice(0, body.start).trimEnd() : undefined;
}

/** What a header is to declare. */
export interface Declarations {
  readonly text: CText;
  /** The parts of it that name types. */
  readonly signatures: readonly CText[];
  /** A structure that it defines itself. */
  readonly own?: string;
}

/**
 * Puts declarations behind a prototype of the header, one of the file's own if it can be; undefined when no place or
 * type is there. A structure that they only point to is declared ahead of them where the header does not know it by then.
 */
export function placeDeclarations(
  { file, header }: HelperHome,
  { text: declared, signatures, own }: Declarations,
  { isFree, sources }: HeaderContext,
): PlacedPrototype | undefined {
  if (!header) return undefined;
  const types = unknownTypes(signatures, includedAhead(file, header, sources)).filter(
    ({ name }) => name !== own,
  );
  const anchors = prototypesOf(header).reverse();
  const isOwn = (anchor: Anchor): boolean =>
    file.functions.some(({ name }) => anchor.text.includes(`${name}(`));
  for (const anchor of [...anchors.filter(isOwn), ...anchors]) {
    const isOnce = header.text.indexOf(anchor.text) === header.text.lastIndexOf(anchor.text);
    const missing = types.filter((type) => !isNamed(type, blankComments(header.text.slice(0, anchor.start))));
    if (!isOnce || !missing.every(({ isPointer }) => isPointer)) continue;
    if (!isFree(header.path, anchor.start, anchor.start + anchor.text.length)) continue;
    const ahead = missing.map(({ tag, name }) => `${tag} ${name};\n`).sort();
    const text = `${ahead.join("")}${declared}`;
    return {
      text,
      operation: { kind: "replace-text", old: anchor.text, text: `${anchor.text}\n${text}`, count: 1 },
    };
  }
  return undefined;
}

/** A type that a prototype names. */
interface NamedType {
  readonly tag: string | undefined;
  readonly name: string;
  /** Whether it is a structure and only pointed to, so that a declaration of its name will do. */
  readonly isPointer: boolean;
}

/** Whether a text names a type, a structure by its tag. */
function isNamed({ tag, name }: NamedType, text: CText): boolean {
  return new RegExp(tag === undefined ? `\\b${name}\\b` : `\\b${tag}\\s+${name}\\b`).test(text);
}

/** The words of a definition's head that may name types which C and `linux/types.h` do not have. */
export function outerTypes(definition: CText): string[] {
  const signature = signatureOf(definition);
  return signature === undefined ? [] : unknownTypes([signature], () => false).map(({ name }) => name);
}

/** The types of prototypes, and of a structure's members, that none of these headers names. */
function unknownTypes(
  signatures: readonly CText[],
  some: (isThere: (header: SourceFile) => boolean) => boolean,
): NamedType[] {
  const types = new Map<string, NamedType>();
  for (const tokens of signatures.map(cTokens)) {
    for (const [i, token] of tokens.entries()) {
      const next = tokens[i + 1]?.text ?? "";
      if (!isWord(token) || /^[,)(;]?$/.test(next) || BASIC_TYPES.has(token.text)) continue;
      const before = tokens[i - 1]?.text ?? "";
      const tag = /^(?:struct|union|enum)$/.test(before) ? before : undefined;
      const isPointer = tag !== undefined && tag !== "enum" && next === "*";
      types.set(`${tag} ${token.text}`, { tag, name: token.text, isPointer });
    }
  }
  return [...types.values()].filter(
    (type) => !some((header) => header.words.has(type.name) && isNamed(type, header.text)),
  );
}

/** The headers that surely stand before what a header declares itself: those it includes, the kernel's among them. */
function includedAhead(
  file: SourceFile,
  header: SourceFile,
  sources: SourceFiles,
): (isThere: (header: SourceFile) => boolean) => boolean {
  const ahead = headersAhead(header, file, sources);
  return (isThere) => ahead.files.slice(1).some(isThere) || kernelHeaders(ahead, sources).some(isThere);
}

interface Anchor {
  readonly start: number;
  readonly text: CText;
}

/** The function prototypes of a header that stand in nothing but its include guard. */
function prototypesOf(header: SourceFile): Anchor[] {
  const guard = guardOf(header);
  const pattern = /^(?!typedef|static|#|[ \t])[A-Za-z_][\w \t*]*\([^;{}()]*\);$/gm;
  return [...header.text.matchAll(pattern)]
    .filter((match) => header.conditions.at(match.index) === guard)
    .map((match) => ({ start: match.index, text: match[0] }));
}
