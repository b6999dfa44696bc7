import type { CText } from "@kindred/c-source";
import type { SourceFile } from "../members/source-file.ts";
import type { Retarget } from "../print/call-edits.ts";
import type { FoldDesign } from "./fold-design.ts";
import type { FileOperations } from "./fold-operation.ts";
import {
  commentOf,
  fileOperations,
  memberFiles,
  type PlacedFold,
  type PlaceOptions,
  removedFunctions,
  retargetOperations,
} from "./place-fold.ts";
import { type PlacedPrototype, placeDeclarations, signatureOf } from "./place-prototype.ts";
import type { Removals } from "./removable-members.ts";

/** One helper of a group, with its name and what goes away. */
export interface GroupPart {
  readonly design: FoldDesign;
  readonly name: string;
  readonly removals: Removals;
}

/** What all helpers of a group are given. */
export interface GroupData {
  /** Tag of the structure, and its definition. */
  readonly type: string;
  readonly structure: CText;
  /** The constant data of each file, ahead of its first member. */
  readonly entries: ReadonlyMap<SourceFile, CText>;
}

/**
 * Lays out helpers that share constant data: the structure stands in the header that all files include, or, for one
 * file, ahead of its first member; each file's constant data stands ahead of its first member.
 */
export function placeGroup(
  parts: readonly GroupPart[],
  data: GroupData,
  options: Pick<PlaceOptions, "home" | "isFree" | "sources" | "isBrief">,
): PlacedFold | undefined {
  const { home, isBrief } = options;
  const definitions = parts.map(
    ({ design, name, removals }) =>
      commentOf(design, { name, home, removals, isBrief }) +
      design.helper.define(name, home.header ? "" : "static"),
  );
  const declared = home.header && declareGroup(parts, data, options);
  if (home.header && !declared) return undefined;
  const structure = home.header ? "" : `${data.structure}\n`;
  const files = memberFiles(parts.flatMap(({ design }) => design.sites));
  const changes = files.map((file): FileOperations => {
    const ahead = (file === home.file ? structure : "") + (data.entries.get(file) ?? "");
    const placed = parts.map(({ design, ...part }, i) =>
      fileOperations(design, file, file === home.file ? definitions[i] : undefined, part),
    );
    const retargets = placed.flatMap((each): readonly Retarget[] => each.retargets);
    return {
      file: file.path,
      operations: [
        { kind: "insert-before", function: firstMember(file, parts), text: ahead.trimEnd() },
        ...placed.flatMap((each) => each.operations),
        ...retargetOperations(file, retargets),
      ],
    };
  });
  const header: FileOperations[] = declared
    ? [{ file: home.header!.path, operations: [declared.operation] }]
    : [];
  const added = [declared?.text ?? structure, ...data.entries.values(), ...definitions];
  return {
    helperFile: home.file.path,
    helperText: added.filter((text) => text !== "").join("\n"),
    files: [...changes, ...header],
    isLinked: home.header !== undefined,
    removedFunctions: parts.flatMap(({ design, removals }) => removedFunctions(design, removals)),
  };
}

function firstMember(file: SourceFile, parts: readonly GroupPart[]): string {
  const spans = parts.flatMap(({ design }) =>
    design.sites.filter(({ member }) => member.file === file).map(({ member }) => member.span),
  );
  return spans.reduce((first, span) => (span.start < first.start ? span : first)).name;
}

/** The structure and the helpers' prototypes in the header; undefined when it has no place or not all types. */
function declareGroup(
  parts: readonly GroupPart[],
  { type, structure }: GroupData,
  { home, ...context }: Pick<PlaceOptions, "home" | "isFree" | "sources">,
): PlacedPrototype | undefined {
  const signatures = parts.map(({ design, name }) => signatureOf(design.helper.define(name, "")) ?? "");
  const prototypes = signatures.map((signature) => `${signature};`).join("\n");
  const inside = structure.slice(structure.indexOf("{"));
  return placeDeclarations(
    home,
    { text: `\n${structure}\n${prototypes}`, signatures: [inside, ...signatures], own: type },
    context,
  );
}
