import type { CText } from "@kindred/c-source";
import { attachedComment } from "../members/attached-comment.ts";
import { commentWords } from "../members/comments.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { type DirectCall, findDirectCalls } from "../members/function-uses.ts";
import type { SourceFile } from "../members/source-file.ts";
import { type LineReplacement, retargetCalls } from "../print/call-edits.ts";
import { parameterNames, wrapperText } from "../print/call-text.ts";
import { briefComment, documentHelper } from "../print/document-helper.ts";
import { helperText } from "../print/helper-text.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import type { FoldDesign } from "./fold-design.ts";
import type { FileOperations, FoldOperation } from "./fold-operation.ts";

/** A fold that is laid out: its changes and what they add. */
export interface PlacedFold {
  readonly helperFile: string;
  readonly helperText: CText;
  readonly files: readonly FileOperations[];
  readonly removedFunctions: readonly string[];
}

/** More retargeted calls than this read worse than a wrapper. */
const MOST_CALLS = 4;

/** Whether a stretch of a file is free for this fold to change. */
export type IsFree = (file: string, start: number, end: number) => boolean;

/** Lays a fold out inside one file: the helper stands where the first member stands. */
export function foldInFile(
  design: FoldDesign,
  name: string,
  options: { readonly isFree: IsFree; readonly isBrief: boolean },
): PlacedFold {
  const { members, parameters } = design;
  const file = members[0].file;
  const order = [...members.keys()].sort((a, b) => members[a].span.start - members[b].span.start);
  const candidates = new Map<number, readonly DirectCall[]>();
  for (const i of order) {
    const calls = removableCalls(design, i, options.isFree);
    if (calls) candidates.set(i, calls);
  }
  const comment = candidates.size === members.length ? sharedComment(members) : undefined;
  const removed = new Map([...candidates].filter(([i]) => comment !== undefined || !commentOf(members[i])));
  const wrapped = order.filter((i) => !removed.has(i));
  const definition = helperText(design.unifier, members[design.body], design.body, {
    name,
    parameters,
    linkage: "static",
  });
  const shown = wrapped.map((i) => members[i].member.function);
  const described = options.isBrief ? briefComment(design, name, shown) : documentHelper(design, name, shown);
  const lead = comment ? `${renameWord(comment.text, comment.function, name)}\n` : described;
  const text = lead + definition;
  const operations: FoldOperation[] = [];
  for (const i of order) {
    const member = members[i];
    const isFirst = i === order[0];
    if (isFirst && removed.has(i)) {
      operations.push({
        kind: "replace",
        function: member.span.name,
        text,
        withComment: comment !== undefined,
      });
      continue;
    }
    if (isFirst) operations.push({ kind: "insert-before", function: member.span.name, text });
    if (removed.has(i)) operations.push({ kind: "remove", function: member.span.name });
    else {
      const args = [...parameterNames(member)!, ...parameters.map((parameter) => parameter.values[i])];
      operations.push({
        kind: "replace",
        function: member.span.name,
        text: wrapperText(member, name, args),
        withComment: false,
      });
    }
  }
  const retargets = [...removed].flatMap(([i, calls]) =>
    calls.map((call) => ({ call, helper: name, values: parameters.map((parameter) => parameter.values[i]) })),
  );
  operations.push(...retargetCalls(file, retargets).map(toOperation));
  return {
    helperFile: file.path,
    helperText: text,
    files: [{ file: file.path, operations }],
    removedFunctions: [...removed.keys()].map((i) => members[i].span.name),
  };
}

function toOperation({ old, text, count }: LineReplacement): FoldOperation {
  return { kind: "replace-text", old, text, count };
}

/** The calls of a member whose definition can go away; undefined when it must stay as a wrapper. */
function removableCalls(
  design: FoldDesign,
  index: number,
  isFree: IsFree,
): readonly DirectCall[] | undefined {
  const { members, parameters } = design;
  const { file, span, text } = members[index];
  const isStatic = /\bstatic\b/.test(text.slice(0, span.nameStart - span.start));
  const calls = isStatic ? findDirectCalls(file, span) : undefined;
  if (!calls || calls.length === 0 || calls.length > MOST_CALLS) return undefined;
  const values = parameters.map((parameter) => parameter.values[index]);
  const isMember = (call: DirectCall): boolean =>
    members.some((member) => member.span.start === call.caller.start);
  const fits = calls.every(
    (call) =>
      !isMember(call) && isFree(file.path, call.start, call.close + 1) && !mayShadow(file, call, values),
  );
  return fits ? calls : undefined;
}

/** Whether a name in a value is also a word of the calling function, where it might mean a local. */
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
      isWord(body[i - 1] ?? token),
  );
}

interface SharedComment {
  readonly text: CText;
  readonly function: string;
}

/** The comment above every member, when all say the same of their own function. */
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

function renameWord(text: CText, from: string, to: string): CText {
  return text.replace(/[A-Za-z_]\w*/g, (word) => (word === from ? to : word));
}
