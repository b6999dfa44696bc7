import type { CText } from "@kindred/c-source";
import { attachedComment } from "../members/attached-comment.ts";
import { commentWords } from "../members/comments.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { type DirectCall, findDirectCalls } from "../members/function-uses.ts";
import { ownMacros } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import type { FoldDesign } from "./fold-design.ts";

/** Whether a stretch of a file is free for this fold to change. */
export type IsFree = (file: string, start: number, end: number) => boolean;

/** Which members' definitions go away, and what the helper says in their place. */
export interface Removals {
  /** Calls to retarget, by member. */
  readonly calls: ReadonlyMap<number, readonly DirectCall[]>;
  /** The comment that stood above every member, when all go away and all said the same: it becomes the helper's. */
  readonly comment: SharedComment | undefined;
}

export interface SharedComment {
  readonly text: CText;
  /** Name of the function that it speaks of. */
  readonly function: string;
}

/** More retargeted calls than this read worse than a wrapper. */
const MOST_CALLS = 4;

/** Members that are static, without a comment of their own to keep, and only called directly: their calls go to the helper. */
export function findRemovals(design: FoldDesign, isFree: IsFree, sources: SourceFiles): Removals {
  const members = design.sites.map(({ member }) => member);
  const candidates = new Map<number, readonly DirectCall[]>();
  for (const i of members.keys()) {
    const isNamed = isNamedByHeader(members[i], sources);
    const calls = isNamed ? undefined : removableCalls(design, i, isFree);
    if (calls) candidates.set(i, calls);
  }
  // What the tree has already says itself what it does.
  if (design.helper.existing) return { calls: candidates, comment: undefined };
  const comment = candidates.size === members.length ? sharedComment(members) : undefined;
  const calls = new Map(
    [...candidates].filter(([i]) => comment !== undefined || commentOf(members[i]) === undefined),
  );
  return { calls, comment };
}

function removableCalls(
  design: FoldDesign,
  index: number,
  isFree: IsFree,
): readonly DirectCall[] | undefined {
  const site = design.sites[index];
  const { member, extraArguments } = site;
  const { file, span } = member;
  const all = extraArguments && isStatic(member) ? findDirectCalls(file, span) : undefined;
  const calls = all?.filter((call) => !design.group?.isLink(file, call.start));
  if (!calls || all?.length === 0 || calls.length > MOST_CALLS) return undefined;
  const isMember = (call: DirectCall): boolean =>
    design.group?.isMember(file, call.start) ||
    design.sites.some(
      (each) => each.member.file === file && each.start <= call.start && call.start < each.end,
    );
  const fits = calls.every(
    (call) =>
      !isMember(call) &&
      isFree(file.path, call.start, call.close + 1) &&
      !mayShadow(file, call, extraArguments!) &&
      (!site.rewriteArguments || site.rewriteArguments(call) !== undefined),
  );
  return fits ? calls : undefined;
}

/** Whether what the function's file includes names it: a macro, or another C file. */
function isNamedByHeader({ file, span }: FoldMember, sources: SourceFiles): boolean {
  return ownMacros(file, sources)
    .files.slice(1)
    .some((header) => header.words.has(span.name));
}

/** Whether a function is visible in its own file only. */
export function isStatic({ text, span }: FoldMember): boolean {
  return /\bstatic\b/.test(text.slice(0, span.nameStart - span.start));
}

/** Whether a name in a value may be a local of the calling function. Macros are replaced before scopes matter. */
function mayShadow(file: SourceFile, call: DirectCall, values: readonly CText[]): boolean {
  const names = new Set(
    values.flatMap((value) =>
      cTokens(value)
        .filter(isWord)
        .map((token) => token.text),
    ),
  );
  if (names.size === 0) return false;
  const body = cTokens(file.text.slice(call.caller.start, call.caller.end));
  return body.some(
    (token, i) =>
      names.has(token.text) &&
      !file.directiveWords.has(token.text) &&
      /^[=;,)[]$/.test(body[i + 1]?.text ?? "") &&
      (isWord(body[i - 1]) || body[i - 1]?.text === "*"),
  );
}

function sharedComment(members: readonly FoldMember[]): SharedComment | undefined {
  const texts = members.map(commentOf);
  const [first] = texts;
  if (first === undefined) return undefined;
  const said = members.map(({ span }, i) => commentWords(renameWord(texts[i] ?? "", span.name, "\0")));
  return said.every((words) => words === said[0])
    ? { text: first, function: members[0].span.name }
    : undefined;
}

function commentOf({ file, span }: FoldMember): CText | undefined {
  const comment = attachedComment(file, span.start);
  return comment && file.text.slice(comment.start, comment.end).trimEnd();
}

/** Replaces a word of C or of a comment. */
export function renameWord(text: CText, from: string, to: string): CText {
  return text.replace(/[A-Za-z_]\w*/g, (word) => (word === from ? to : word));
}
