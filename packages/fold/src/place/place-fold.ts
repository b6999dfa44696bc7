import type { CText } from "@kindred/c-source";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { type LineReplacement, type Retarget, retargetCalls } from "../print/call-edits.ts";
import type { FoldDesign, Linkage } from "./fold-design.ts";
import type { FileOperations, FoldOperation } from "./fold-operation.ts";
import type { HelperHome } from "./helper-home.ts";
import { LIBRARY_END } from "./library-files.ts";
import type { Library } from "./library-home.ts";
import { placeAtEnd } from "./place-at-end.ts";
import { type PlacedPrototype, placePrototype, signatureOf } from "./place-prototype.ts";
import { type IsFree, type Removals, renameWord } from "./removable-members.ts";

/** A fold that is laid out: its changes and what they add. */
export interface PlacedFold {
  readonly helperFile: string;
  readonly helperText: CText;
  /** Whether it is a function that other files call. */
  readonly isLinked: boolean;
  /** The module that is made for it, as the Makefile calls it. */
  readonly library?: string;
  readonly files: readonly FileOperations[];
  readonly removedFunctions: readonly string[];
}

export interface PlaceOptions {
  readonly name: string;
  readonly home: HelperHome;
  readonly removals: Removals;
  readonly isFree: IsFree;
  readonly sources: SourceFiles;
  /** One line of comment instead of a kernel-doc comment. */
  readonly isBrief: boolean;
}

/**
 * Lays a fold out: in the home file the helper stands where the first member stands; members are wrappers or gone;
 * calls of those that are gone go to the helper; other files see the helper through a prototype. Undefined when the
 * header has no room for the prototype.
 */
export function placeFold(design: FoldDesign, options: PlaceOptions): PlacedFold | undefined {
  const { helper } = design;
  const { name, home, removals } = options;
  const definition = helper.existing
    ? undefined
    : (helper.preamble ?? "") + commentOf(design, options) + helper.define(name, linkageIn(home));
  if (home.library && definition !== undefined)
    return placeInLibrary(design, home.library, definition, options);
  const inHeader =
    home.header && definition !== undefined ? placeInHeader(design, home, definition, options) : undefined;
  if (home.header && inHeader === undefined) return undefined;
  const inFile = isWholeInHeader(design, home) ? undefined : definition;
  const changes = changesOfMembers(design, inFile, options);
  const { base } = home.shared ?? {};
  return {
    helperFile: inFile === undefined && home.header ? home.header.path : home.file.path,
    helperText: [base, inFile, inHeader?.text].filter((text) => text !== undefined).join("\n"),
    files: inHeader ? [...changes, headerOperations(home, inHeader)] : changes,
    isLinked: home.header !== undefined && inFile !== undefined,
    removedFunctions: removedFunctions(design, removals),
  };
}

/** The files that members stand in, by path. */
export function memberFiles(sites: FoldDesign["sites"]): SourceFile[] {
  return [...new Set(sites.map(({ member }) => member.file))].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What happens to the members' files. */
function changesOfMembers(
  design: FoldDesign,
  inFile: CText | undefined,
  options: PlaceOptions,
): FileOperations[] {
  const { home } = options;
  return memberFiles(design.sites).map((file): FileOperations => {
    const own = file === home.file ? inFile : undefined;
    const { operations, retargets } = fileOperations(design, file, own, options);
    return {
      file: file.path,
      operations: [...includesOf(home, file.path), ...operations, ...retargetOperations(file, retargets)],
    };
  });
}

/** The helper in a module of its own, exported, with its prototype in that module's header. */
function placeInLibrary(
  design: FoldDesign,
  { source, header, build }: Library,
  definition: CText,
  options: PlaceOptions,
): PlacedFold | undefined {
  const { name, home, removals } = options;
  const signature = signatureOf(design.helper.define(name, ""));
  const end = home.file.text.slice(home.file.text.indexOf(LIBRARY_END));
  if (signature === undefined) return undefined;
  const [exported, prototype] = [`${definition.trimEnd()}\nEXPORT_SYMBOL_GPL(${name});\n`, `${signature};\n`];
  const closing = header.base.slice(header.base.lastIndexOf("#endif"));
  const put = ({ operations, ...file }: FileOperations, anchor: CText, text: CText): FileOperations => ({
    ...file,
    operations: [...operations, { kind: "lines-before", anchor, text: `${text}\n` }],
  });
  return {
    helperFile: source.file,
    library: source.file.replace(/.*\/|\.c$/g, ""),
    helperText: [source.base, exported, header.base, prototype].join("\n"),
    files: [
      ...changesOfMembers(design, undefined, options),
      put(source, end, exported),
      put(header, closing, prototype),
      ...build,
    ],
    isLinked: true,
    removedFunctions: removedFunctions(design, removals),
  };
}

/** Names of the members whose definitions go away. */
export function removedFunctions({ sites }: FoldDesign, { calls }: Removals): string[] {
  return [...new Set([...calls.keys()].map((i) => sites[i].member.span.name))];
}

function linkageIn({ header, shared }: HelperHome): Linkage {
  if (shared) return "static inline";
  return header ? "" : "static";
}

/** Whether no file but the header has any of the helper. */
function isWholeInHeader({ helper }: FoldDesign, { header, shared }: HelperHome): boolean {
  return header !== undefined && (helper.kind === "macro" || shared !== undefined);
}

function headerOperations(home: HelperHome, { operation }: PlacedPrototype): FileOperations {
  const { header, shared } = home;
  const file = header!.path;
  const operations = [...includesOf(home, file), operation];
  return shared?.base === undefined ? { file, operations } : { file, base: shared.base, operations };
}

function includesOf(
  { shared, library }: Pick<HelperHome, "shared" | "library">,
  file: string,
): FoldOperation[] {
  const names = library ? [library.include] : (shared?.includes.get(file) ?? []);
  return names.map((name) => ({ kind: "include", name }));
}

/** What other files see of the helper: the prototype of a function, all of what stands in the header. */
function placeInHeader(
  design: FoldDesign,
  home: HelperHome,
  definition: CText,
  options: PlaceOptions,
): PlacedPrototype | undefined {
  const { isFree, name } = options;
  const { helper } = design;
  if (!isWholeInHeader(design, home)) return placePrototype(home, helper.define(name, ""), options);
  const operation = placeAtEnd(home.header!, definition, isFree);
  return operation && { text: definition, operation };
}

/** The helper's comment: the one that the members had, or one of its own. */
export function commentOf(
  { sites, helper }: FoldDesign,
  { name, home, removals, isBrief }: Pick<PlaceOptions, "name" | "home" | "removals" | "isBrief">,
): CText {
  const { comment } = removals;
  if (comment) return helper.inheritComment(renameWord(comment.text, comment.function, name));
  const wrappers = sites.filter((_, i) => !removals.calls.has(i)).map(({ member }) => member.member.function);
  // Nobody looks a static helper up; a list of its parameters would only repeat their types.
  return isBrief || home.header === undefined
    ? helper.documentBriefly(name, wrappers)
    : helper.document(name, wrappers);
}

export interface MemberChanges {
  readonly operations: FoldOperation[];
  /** Calls that go to the helper. */
  readonly retargets: Retarget[];
}

/** What becomes of the members in a file, and the helper ahead of the first of them where it stands in this file. */
export function fileOperations(
  { sites }: FoldDesign,
  file: SourceFile,
  helper: CText | undefined,
  { name, removals }: Pick<PlaceOptions, "name" | "removals">,
): MemberChanges {
  const order = [...sites.keys()]
    .filter((i) => sites[i].member.file === file)
    .sort((a, b) => sites[a].start - sites[b].start);
  const operations = order.flatMap((i, at): FoldOperation[] => {
    const { span } = sites[i].member;
    const own = at === 0 ? helper : undefined;
    const isRemoved = removals.calls.has(i);
    const withComment = removals.comment !== undefined;
    if (own !== undefined && isRemoved) {
      return [{ kind: "replace", function: span.name, text: own, withComment }];
    }
    const first = own === undefined ? [] : [insertBefore(span.name, own)];
    return [...first, ...(isRemoved ? [remove(span.name)] : sites[i].leave(name))];
  });
  const retargets = order.flatMap((i) => {
    const site = sites[i];
    const values = site.extraArguments ?? [];
    return (removals.calls.get(i) ?? [])
      .filter(
        (call) =>
          site.rewriteArguments || values.length > 0 || file.text.slice(call.start, call.end) !== name,
      )
      .map((call) => ({ call, helper: name, values, all: site.rewriteArguments?.(call) }));
  });
  return { operations, retargets };
}

/** Calls retargeted, those of one statement together. */
export function retargetOperations(file: SourceFile, retargets: readonly Retarget[]): FoldOperation[] {
  return retargetCalls(file, retargets).map(toOperation);
}

function insertBefore(name: string, text: CText): FoldOperation {
  return { kind: "insert-before", function: name, text };
}

function remove(name: string): FoldOperation {
  return { kind: "remove", function: name };
}

function toOperation({ old, text, count }: LineReplacement): FoldOperation {
  return { kind: "replace-text", old, text, count };
}
