import type { CText } from "@kindred/c-source";
import type { SourceFile } from "../members/source-file.ts";
import { type LineReplacement, retargetCalls } from "../print/call-edits.ts";
import { parameterNames, wrapperText } from "../print/call-text.ts";
import { briefComment, documentHelper, inheritComment } from "../print/document-helper.ts";
import { helperText } from "../print/helper-text.ts";
import type { FoldDesign } from "./fold-design.ts";
import type { FileOperations, FoldOperation } from "./fold-operation.ts";
import type { HelperHome } from "./helper-home.ts";
import { placePrototype } from "./place-prototype.ts";
import { type IsFree, type Removals, renameWord } from "./removable-members.ts";

/** A fold that is laid out: its changes and what they add. */
export interface PlacedFold {
  readonly helperFile: string;
  readonly helperText: CText;
  readonly files: readonly FileOperations[];
  readonly removedFunctions: readonly string[];
}

export interface PlaceOptions {
  readonly name: string;
  readonly home: HelperHome;
  readonly removals: Removals;
  readonly isFree: IsFree;
  /** One line of comment instead of a kernel-doc comment. */
  readonly isBrief: boolean;
}

/**
 * Lays a fold out: in the home file the helper stands where the first member stands; members are wrappers or gone;
 * calls of those that are gone go to the helper; other files see the helper through a prototype. Undefined when the
 * header has no room for the prototype.
 */
export function placeFold(design: FoldDesign, options: PlaceOptions): PlacedFold | undefined {
  const { members, parameters } = design;
  const { name, home, removals } = options;
  const wrappers = members.filter((_, i) => !removals.calls.has(i)).map(({ member }) => member.function);
  const linkage = home.header ? "" : "static";
  const definition = helperText(design, { name, parameters, linkage });
  const described = options.isBrief
    ? briefComment(design, name, wrappers)
    : documentHelper(design, name, wrappers);
  const { comment } = removals;
  const lead = comment
    ? inheritComment(renameWord(comment.text, comment.function, name), parameters)
    : described;
  const prototype = home.header && placePrototype(home, definition, options.isFree);
  if (home.header && !prototype) return undefined;
  const files = [...new Set(members.map(({ file }) => file))].sort((a, b) => (a.path < b.path ? -1 : 1));
  const changes = files.map(
    (file): FileOperations => ({
      file: file.path,
      operations: fileOperations(design, file, file === home.file ? lead + definition : undefined, options),
    }),
  );
  return {
    helperFile: home.file.path,
    helperText: prototype ? `${lead}${definition}\n${prototype.text}` : lead + definition,
    files: prototype ? [...changes, { file: home.header!.path, operations: [prototype.operation] }] : changes,
    removedFunctions: [...new Set([...removals.calls.keys()].map((i) => members[i].span.name))],
  };
}

function fileOperations(
  design: FoldDesign,
  file: SourceFile,
  helper: CText | undefined,
  { name, removals }: PlaceOptions,
): FoldOperation[] {
  const { members, parameters } = design;
  const order = [...members.keys()]
    .filter((i) => members[i].file === file)
    .sort((a, b) => members[a].span.start - members[b].span.start);
  const valuesOf = (i: number): CText[] => parameters.map((parameter) => parameter.values[i]);
  const operations = order.flatMap((i, at): FoldOperation[] => {
    const member = members[i];
    const own = at === 0 ? helper : undefined;
    const isRemoved = removals.calls.has(i);
    const withComment = removals.comment !== undefined;
    if (own !== undefined && isRemoved) {
      return [{ kind: "replace", function: member.span.name, text: own, withComment }];
    }
    const text = wrapperText(member, name, [...parameterNames(member)!, ...valuesOf(i)]);
    return [
      ...(own === undefined
        ? []
        : [{ kind: "insert-before" as const, function: member.span.name, text: own }]),
      isRemoved
        ? { kind: "remove", function: member.span.name }
        : { kind: "replace", function: member.span.name, text, withComment: false },
    ];
  });
  const retargets = order.flatMap((i) =>
    (removals.calls.get(i) ?? [])
      .filter((call) => parameters.length > 0 || file.text.slice(call.start, call.end) !== name)
      .map((call) => ({ call, helper: name, values: valuesOf(i) })),
  );
  return [...operations, ...retargetCalls(file, retargets).map(toOperation)];
}

function toOperation({ old, text, count }: LineReplacement): FoldOperation {
  return { kind: "replace-text", old, text, count };
}
