import type { CText } from "@kindred/c-source";
import { kernelHeaders } from "../members/kernel-headers.ts";
import { headerMacros } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { type CToken, cTokens, isWord } from "../syntax/c-tokens.ts";
import { guardOf } from "./common-headers.ts";
import type { FoldOperation } from "./fold-operation.ts";
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

/**
 * Puts the prototype of a definition behind another prototype of the header; undefined when no place or type is there.
 * A structure that the prototype only points to is declared ahead of it where the header does not know it.
 */
export function placePrototype(
  { file, header }: HelperHome,
  definition: CText,
  { isFree, sources }: { readonly isFree: IsFree; readonly sources: SourceFiles },
): PlacedPrototype | undefined {
  if (!header) return undefined;
  const tokens = cTokens(definition);
  const body = tokens.find((token) => token.text === "{");
  const open = tokens.find((token) => token.text === "(");
  if (!body || !open) return undefined;
  const unknown = unknownTypes(tokens, body.start, { file, header }, sources);
  if (!unknown) return undefined;
  const ahead = unknown.map((tag) => `${tag};\n`).join("");
  const text = `${ahead}${definition.slice(0, body.start).trimEnd()};`;
  const anchors = prototypesOf(header).reverse();
  const isOwn = (anchor: Anchor): boolean =>
    file.functions.some(({ name }) => anchor.text.includes(`${name}(`));
  for (const anchor of [...anchors.filter(isOwn), ...anchors]) {
    const isOnce = header.text.indexOf(anchor.text) === header.text.lastIndexOf(anchor.text);
    if (!isOnce || !isFree(header.path, anchor.start, anchor.start + anchor.text.length)) continue;
    return {
      text,
      operation: { kind: "replace-text", old: anchor.text, text: `${anchor.text}\n${text}`, count: 1 },
    };
  }
  return undefined;
}

/** `struct foo` that the header must declare first; undefined when a type of another kind is out of its sight. */
function unknownTypes(
  tokens: readonly CToken[],
  end: number,
  { file, header }: { readonly file: SourceFile; readonly header: SourceFile },
  sources: SourceFiles,
): string[] | undefined {
  const missing = new Set<string>();
  const table = headerMacros(header, file, sources);
  const isKnown = (word: string): boolean =>
    BASIC_TYPES.has(word) ||
    table.files.some((each) => each.words.has(word)) ||
    kernelHeaders(table, sources).some((each) => each.words.has(word));
  for (const [i, token] of tokens.entries()) {
    if (token.start >= end) break;
    if (!isWord(token) || /^[,)(]$/.test(tokens[i + 1].text) || isKnown(token.text)) continue;
    const tag = /^(?:struct|union)$/.test(tokens[i - 1]?.text ?? "") ? tokens[i - 1].text : undefined;
    if (tag === undefined || tokens[i + 1].text !== "*") return undefined;
    missing.add(`${tag} ${token.text}`);
  }
  return [...missing].sort();
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
