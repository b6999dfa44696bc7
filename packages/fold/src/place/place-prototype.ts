import type { CText } from "@kindred/c-source";
import type { SourceFile } from "../members/source-file.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
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

/** Puts the prototype of a definition behind another prototype of the header; undefined when no place or type is there. */
export function placePrototype(
  { file, header }: HelperHome,
  definition: CText,
  isFree: IsFree,
): PlacedPrototype | undefined {
  if (!header) return undefined;
  const tokens = cTokens(definition);
  const body = tokens.find((token) => token.text === "{");
  const open = tokens.find((token) => token.text === "(");
  if (!body || !open) return undefined;
  const text = `${definition.slice(0, body.start).trimEnd()};`;
  const isKnown = (word: string): boolean => BASIC_TYPES.has(word) || header.words.has(word);
  const types = tokens.filter(
    (token, i) => isWord(token) && token.start < body.start && !/^[,)(]$/.test(tokens[i + 1].text),
  );
  if (!types.every((token) => isKnown(token.text))) return undefined;
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

interface Anchor {
  readonly start: number;
  readonly text: CText;
}

/** The function prototypes of a header that stand in nothing but its include guard. */
function prototypesOf(header: SourceFile): Anchor[] {
  const guard = header.directives[0]?.keyword === "ifndef" ? `ifndef ${header.directives[0].rest}` : "";
  const pattern = /^(?!typedef|static|#|[ \t])[A-Za-z_][\w \t*]*\([^;{}()]*\);$/gm;
  return [...header.text.matchAll(pattern)]
    .filter((match) => header.conditions.at(match.index) === guard)
    .map((match) => ({ start: match.index, text: match[0] }));
}
