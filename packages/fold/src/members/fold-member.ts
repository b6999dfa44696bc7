import { type CParser, type CText, createLru, type FunctionSpan, type TreeReader } from "@kindred/c-source";
import type { Family, Member } from "@kindred/clones";
import { remember } from "../memo/remember.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { type BoundNames, bindNames } from "../syntax/bind-names.ts";
import { buildTerm, type Term } from "../syntax/term.ts";
import type { SourceFile, SourceFiles } from "./source-file.ts";

/** A member of a family, found in its file and parsed. Offsets of `term` and `names` count from `span.start`. */
export interface FoldMember {
  readonly member: Member;
  readonly file: SourceFile;
  readonly span: FunctionSpan;
  /** The function as it stands in the file. */
  readonly text: CText;
  /** The same with `static` and `inline` blanked: what `term` was parsed from. */
  readonly plainText: CText;
  readonly term: Term;
  readonly names: BoundNames;
}

export interface LoadContext {
  readonly tree: TreeReader;
  readonly sources: SourceFiles;
  readonly parser: CParser;
  readonly memberPrefix: string;
}

/** Storage words that a helper sets for itself, so members may differ in them. */
const STORAGE = /\b(?:static|inline|__inline|__inline__)\b/g;

/** The members of a family that can be had; when that leaves too few, why one cannot. */
export function loadMembers(family: Family, context: LoadContext): FoldMember[] | Refusal {
  const all = family.members.map((member) => loadMember(member, context));
  const members = all.flatMap((member) => (isRefusal(member) ? [] : [member]));
  return members.length >= Math.min(all.length, 2) ? members : all.find(isRefusal)!;
}

function loadMember(member: Member, context: LoadContext): FoldMember | Refusal {
  const place = `${member.function}() in ${member.file}`;
  const file = context.sources.open(context.memberPrefix + member.file);
  if (!file) return refuse("stale-family", `${member.file} is not in the tree any more.`);
  const span = file.functions.find((each) => each.name === member.function && standsAt(each, member, file));
  if (!span) {
    return refuse("stale-family", `${place} is not at lines ${member.startLine}-${member.endLine} any more.`);
  }
  return parseMember(member, file, span, context);
}

/** The function at a span, parsed. */
export function parseMember(
  member: Member,
  file: SourceFile,
  span: FunctionSpan,
  { parser }: LoadContext,
): FoldMember | Refusal {
  const place = `${member.function}() in ${member.file}`;
  if (file.text.includes("\r\n")) return refuse("crlf-file", `${member.file} has CRLF line ends.`);
  const parsed = keptFunctions(parser).get(span, () => ({
    value: parseDefinition(file.text.slice(span.start, span.end), span, parser),
    size: span.end - span.start,
  }));
  return parsed
    ? { ...parsed, member, file, span }
    : refuse("not-parsed", `${place} is not understood by the parser.`);
}

/** Text whose trees are kept: a function stands in families of functions and of fragments, and the trees are fifty times as large. */
const KEPT_BYTES = 512 << 10;

const keptFunctions = remember((_: CParser) =>
  createLru<FunctionSpan, ParsedFunction | undefined>(KEPT_BYTES),
);

/** A function's text as a member; undefined when the parser does not understand it. */
export function parseText(
  text: CText,
  place: Pick<FoldMember, "member" | "file" | "span">,
  parser: CParser,
): FoldMember | undefined {
  const parsed = parseDefinition(text, place.span, parser);
  return parsed && { ...place, ...parsed };
}

/** What of a member does not depend on the family that it is in. */
type ParsedFunction = Pick<FoldMember, "text" | "plainText" | "term" | "names">;

function parseDefinition(
  text: CText,
  { start, nameStart }: FunctionSpan,
  parser: CParser,
): ParsedFunction | undefined {
  const parsed = parser.parseFunction(blankStorage(text, nameStart - start));
  try {
    const definition = parsed.root.namedChildren.find((node) => node?.type === "function_definition");
    const term = parsed.clean && definition ? buildTerm(parsed, definition) : undefined;
    return term && { text, plainText: parsed.text, term, names: bindNames(term) };
  } finally {
    parsed.free();
  }
}

/** Whether a function ends at the member's last line and its declaration begins at, or holds, the first. */
function standsAt(span: FunctionSpan, { startLine, endLine }: Member, { text }: SourceFile): boolean {
  const headLines = text.slice(span.start, span.nameStart).split("\n").length - 1;
  return span.endLine === endLine && span.startLine <= startLine && startLine <= span.startLine + headLines;
}

/** Blanks `static` and `inline` before the name, length preserved. */
function blankStorage(text: CText, nameStart: number): CText {
  return text.slice(0, nameStart).replace(STORAGE, (word) => " ".repeat(word.length)) + text.slice(nameStart);
}
